// Write the text of each page of PDFs as pdf.js reads it, in JSON: node copied_text.mjs FOLDER-OF-PDFJS-DIST FILE.PDF...
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(resolve(folder, "legacy/build/pdf.mjs")));
const texts = [];
for (const file of files) {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  texts.push(pages);
}
process.stdout.write(JSON.stringify(texts));
