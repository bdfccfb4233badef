"""Texts in other scripts, laid out as paragraphs on a page and written as a file: what the tests of such text share."""

from __future__ import annotations

from pathlib import Path

from leafletgen.content.languages import LANGUAGES
from leafletgen.errors import Where
from leafletgen.layout.display_list import Element, Item, LaidOut, Page
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.mirror import mirrored
from leafletgen.layout.text import Span, Style, break_lines, place_line
from leafletgen.layout.theme import BLACK
from leafletgen.pdf.writer import write
from tests.support.made_files import MOMENT

NUMBER = "0808 800 5000"
TEXTS: dict[str, list[str]] = {
    "ar": [
        "نحن هنا لمساعدتك أنت وطفلك. تحدثوا معًا بهدوء، واسألوا عما حدث.",
        "لا تحذفوا الرسائل الآن، فقد تحتاج إليها الشرطة لاحقًا.",
        f"اتصلوا بالرقم {NUMBER} أو تحدثوا مع Childline في أي وقت.",
        "شكرًا جزيلًا على ثقتكم بنا؛ الله معكم.",
    ],
    "ur": [
        "ہم آپ کی اور آپ کے بچے کی مدد کے لیے یہاں ہیں۔ سکون سے بات کریں۔",
        "پیغامات ابھی نہ مٹائیں، پولیس کو ان کی ضرورت پڑ سکتی ہے۔",
        f"اس نمبر پر فون کریں {NUMBER} یا Childline سے بات کریں۔",
    ],
    "fa": [
        "ما این‌جا هستیم تا به شما و فرزندتان کمک کنیم. با آرامش گفت‌وگو کنید.",
        f"با شماره {NUMBER} تماس بگیرید یا با Childline صحبت کنید.",
    ],
    "ckb": [
        "ئێمە لێرەین بۆ ئەوەی یارمەتیی ئێوە و منداڵەکەتان بدەین. بە هێمنی قسە بکەن.",
        f"پەیوەندی بکەن بە {NUMBER} یان قسە لەگەڵ Childline بکەن.",
    ],
    "ps": [
        "موږ دلته یو چې له تاسو او ستاسو له ماشوم سره مرسته وکړو. په آرامۍ خبرې وکړئ.",
        f"دې شمېرې ته {NUMBER} زنګ ووهئ یا له Childline سره خبرې وکړئ.",
    ],
    "bn": [
        "আপনার সন্তানের পাশে থাকুন এবং শান্তভাবে কথা বলুন। সে কোনো ভুল করেনি।",
        f"আপনি {NUMBER} নম্বরে ফোন করতে পারেন, অথবা Childline-এ লিখতে পারেন।",
        "পুলিশ, স্কুল, স্বাস্থ্যকর্মী ও শিক্ষকদের সঙ্গে যোগাযোগ করুন; কর্তৃপক্ষকে প্রশ্ন করুন।",
    ],
    "pa-Guru": [
        "ਅਸੀਂ ਤੁਹਾਡੀ ਅਤੇ ਤੁਹਾਡੇ ਬੱਚੇ ਦੀ ਮਦਦ ਲਈ ਇੱਥੇ ਹਾਂ। ਸ਼ਾਂਤੀ ਨਾਲ ਗੱਲ ਕਰੋ।",
        f"ਤੁਸੀਂ {NUMBER} 'ਤੇ ਫ਼ੋਨ ਕਰ ਸਕਦੇ ਹੋ ਜਾਂ Childline ਨੂੰ ਲਿਖੋ।",
        "ਪੁਲਿਸ, ਸਕੂਲ, ਪ੍ਰਸ਼ਨ, ਸ੍ਵੈ, ਕਿਰਪਾ ਕਰਕੇ ਸਿੱਖਿਆ ਵਿੱਚ ਮਦਦ ਮੰਗੋ।",
    ],
    "gu": [
        "અમે તમારી અને તમારા બાળકની મદદ માટે અહીં છીએ. શાંતિથી વાત કરો.",
        f"તમે {NUMBER} પર ફોન કરી શકો છો અથવા Childline ને લખો.",
        "પોલીસ, શાળા, પ્રશ્ન, શિક્ષક, વિદ્યાર્થી, સ્ત્રી, કૃપા, જ્ઞાન, શ્રી",
    ],
    "ta": [
        "உங்களுக்கும் உங்கள் குழந்தைக்கும் உதவ இருக்கிறோம். அமைதியாகப் பேசுங்கள்.",
        f"நீங்கள் {NUMBER} என்ற எண்ணை அழைக்கலாம் அல்லது Childline-க்கு எழுதலாம்.",
        "பொலிஸ், பள்ளிக்கூடம், கேள்வி, போகும், கௌரவம், ஸ்ரீ, லட்சம்",
    ],
    "uk": [
        "Ми тут, щоб допомогти Вам і Вашій дитині. Говоріть спокійно, з’ясуйте, що сталося.",
        f"Телефонуйте {NUMBER} або пишіть до Childline.",
    ],
    "vi": [
        "Chúng tôi ở đây để giúp quý vị và con của quý vị. Hãy nói chuyện bình tĩnh.",
        f"Quý vị có thể gọi số {NUMBER} hoặc viết cho Childline.",
    ],
}
RTL = sorted(tag for tag in TEXTS if LANGUAGES[tag].direction == "rtl")


def laid_out_texts(tag: str, fonts: FontBook, height: float = 460) -> LaidOut:
    """The texts of a language as paragraphs of one line each, on one page."""
    book, root = fonts.of_language(tag), Element("Document", None)
    items: list[Item] = []
    for number, text in enumerate(TEXTS[tag]):
        span = Span(text, Style("Regular", 12, BLACK), root.add("P"))
        (line,) = break_lines([span], 700, book, 1.35, Where("text"))
        items += place_line(line, 40, height - 60 - 60 * number, book)
    laid_out = LaidOut((Page(780, height, tuple(items)),), root, "Texts", tag)
    return mirrored(laid_out) if tag in RTL else laid_out


def write_texts(laid_out: LaidOut, fonts: FontBook, folder: Path) -> Path:
    """The file of a page, named by its language."""
    path = folder / f"{laid_out.language}.pdf"
    path.write_bytes(write(laid_out, fonts, MOMENT))
    return path
