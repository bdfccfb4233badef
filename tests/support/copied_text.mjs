// Write the text of each page of a PDF as pdf.js reads it: node copied_text.mjs FOLDER-OF-PDFJS-DIST FILE.PDF
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(resolve(folder, "legacy/build/pdf.mjs")));
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  process.stdout.write(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f");
}
