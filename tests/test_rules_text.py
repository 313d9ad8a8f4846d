"""The rules over free text: what they must find and what they must leave alone, in every column of every table."""

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedata.rules import CELLS, QueryRule, bundled_rules
from casedata.rules.run import ask, free_text
from casedata.tables import connect, load_raw
from packages import published

RULES = {rule.id: rule for rule in bundled_rules() if rule.over == CELLS}
TABLES = published()[0].tables
DATABASE = connect(lock=False)

MASKED: dict[str, tuple[str, ...]] = {
    "PRV-05": (
        "jane.doe⊙example.org", "Write to jane⊙example.org.", "<jane+case⊙mail.example.org>", "JANE_DOE⊙EXAMPLE.ORG",
        "mailto:jane⊙example.org", "(jane⊙example.org)", "jane＠example.org", "jane ⊙ example.org", "j⊙example.org, k",
        "иван⊙пример.рф", "Почта: jane-d⊙example.org;", "jane (at) example.org", "jane [at] example [dot] org",
        "jane{at}example.org", "jane(собака)example.org", "jane [AT] example (точка) org", "jane at example dot org",
    ),
    "PRV-06": (
        # international (E.164); numbers set aside for fiction by Ofcom and the NANP, and Russian ones made of zeros
        "⊕44 20 7946 0123", "⊕442079460123", "(⊕44) 1632 960 123", "Tel ⊕1 202-555-0143", "⊕1 (202) 555-0143",
        "⊕7 900 000-00-00", "⊕7(900)000-00-00", "⊕79000000000", "call ⊕49 (0)30 000000-12", "⊕ 7 495 000 00 00",
        "⊕7 900 000 00 00", "⊕48 600 000 000", "wa: ⊕996 (555) 00–00–00",
        # Russian
        "8 (495) 000-00-00", "8(495)000-00-00", "8-900-000-00-00", "8 900 000 00 00", "89000000000", "8 900 0000000",
        "тел. 00-00-00", "Тел.: 123456", "Телефон: 000-00-00", "телефоны 000-00-00", "(495) 000-00-00",
        "(84342) 0-00-00", "8 (34200) 00000", "7 495 000-00-00", "моб. 900 000 00 00", "факс: 00 00 00",
        # elsewhere
        "(202) 555-0143", "202-555-0143", "202.555.0143", "020 7946 0123", "01632 960 123", "fax: 960123",
        "tel:960123", "Phone number 555-0143", "phone: 555-0143",
    ),
    "PRV-07": (
        "12 Garden Street", "lives at 12 Garden Street, Springfield", "221B Baker Street, London", "3, Old Mill Lane",
        "1600 Pennsylvania Avenue.", "12 Great Garden Road is empty", "Garden Street 12", "Garden St., 12",
        "45 Elm St.",
        "ul. Sadovaya, 12", "ul. Sadovaya, d. 12, kv. 3", "Ulitsa Sadovaya 12", "Sadovaya ulitsa, 12/3",
        "ulitsa Sadovaya, dom 12", "pr. Mira, 12", "Prospekt Mira 12a", "Nevsky Prospekt, 12", "ul. 8 Marta, 12",
        "ул. Садовая, 12", "ул.Садовая, д. 12", "на улице Садовой, дом 12", "улица Большая Садовая, 12, кв. 3",
        "пр. Мира, 12", "пр-т Мира, 12/3", "проспект Мира 12", "Невский проспект, 12", "Садовая ул., 12",
        "ул. 8 Марта, 12", "дом 12, кв. 3", "д. 12а кв. 3", "dom 12, kv. 3",
    ),
    "PRV-08": (
        "passport 00 00 000000", "Passport No. 0000 000000", "passport number: 000000000", "passport N0000000",
        "паспорт 0000 000000", "паспорт серии 00 00 № 000000", "Паспорт: серия 0000, номер 000000",
        "паспорт РФ 00 00 № 000000", "passport 00 0000000",
        "INN 000000000000", "ИНН: 000000000000", "ИИН 000000000000", "TIN 0000 0000 0000",
        "000-000-000 00", "СНИЛС 000-000-000-00", "SNILS 00000000000",
        "SSN 000-00-0000", "Social Security number 000000000",
        "4111 1111 1111 1111", "card 4111111111111111", "карта № 2200000000000000", "2200-0000-0000-0000",
    ),
    "TXT-01": ("Cafe\u0301", "е\u0308лка", "\u212b", "\u2126", "A\u0323\u0307\u0323", "\u1100\u1161", "q\u0307\u0323"),
    "TXT-02": ("a\tb", "a\r\nb", "\x00", "a\x0bb", "\x1b[31m", "\x7f", "a\x85b", "\x9f"),
    "TXT-03": (
        # every explicit control of the Unicode Bidirectional Algorithm (UAX #9)
        *(f"a{chr(code)}b" for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
        "Mifta\u00adkhov", "zero\u200bwidth", "word\u2060joiner", "\ufeffmark", "a\u034fb", "a\u2028b", "a\u2029b",
        "a\u3164b", "a\u115fb", "a\u180eb", "a\ufff9b", "a\U000e0001b", "tag\U000e0061", "\U000e0061",
        "Мифта\u200dхов", "Mifta\u200ckhov", "\u200dkhov", "20\u200c19",
        "a\ufe0f", "\ufe0fa", "word \ufe00", "❤\ufe0f\ufe0e", "\U000e0100", "。\U000e0100\U000e0101",
    ),
    "TXT-04": ("Moсква", "Mоscow", "Мoсква", "Αthens", "a\u0304б", "Путиh", "AБ", "résumé и résuмé"),
    "TXT-05": (
        '=HYPERLINK("x")', "=1", "=", "@SUM(1)", "+1+1", "-1+1", "-2+3+cmd|' /C calc'!A0", "-see", "+x", "- a", "@",
        "+7a", "-5 to +3", "--5", "+-1",
    ),
    "TXT-06": (" a", "a ", "a\n", "\na", "\ta", "\u00a0a", "a\u3000", "a\u2003", " ", "\n"),
    "TXT-07": (
        "a\ufffdb", "#REF!", "=#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "########",
        *(text.encode().decode("cp1252") for text in ("café", "it’s – so", "Мифтахов", "§ 213", "Müller")),
        *(text.encode().decode("latin-1") for text in ("café", "Мифтахов", "naïve", "Ñandú")),
        *(text.encode().decode("cp1251") for text in ("Мифтахов задержан", "Азат", "суд")),
    ),
}  # fmt: skip
FOUND = {rule: tuple(text.replace("⊙", "@").replace("⊕", "+") for text in texts) for rule, texts in MASKED.items()}
"""Texts that a rule must find; no address and no number stands in this file as such."""

LEFT: dict[str, tuple[str, ...]] = {
    "PRV-05": (
        "@handle", "@handle@example.org", "by @jane.example.org", "https://example.org/@jane/12",
        "3 @ 2.50 each", "a@b",
        "at a polka dot party", "arrived at example.org", "look (at) the table", "e-mail", "jane at the dot", "@",
        "an address at example.org", "at dot", "(at 12.30) he", "[at the court]",
    ),
    "PRV-06": (
        "2019-02-01", "01.02.2019", "2019-02-01T19:10+03:00", "2019-02-01/2019-02-07", "1 February 2019, 19:10",
        "UTC+3 12.05.2019", "UTC +3 2019-02-01", "+10 000 000 roubles", "+25%", "+5,000,000,000",
        "8 900 123 456 roubles",
        "100 000 000 000", "8,000,000", "7 900 people", "1 234 567 890", "art. 213(2)",
        "Articles 205.2 and 282.1-282.3",
        "ст. 213 ч. 2, ст. 205.5", "Article 8 (1998) 26 EHRR 357", "case no. 1-123/2019", "№ 2-1234/2020-М",
        "А40-12345/2019", "case 11901007754000012", "application no. 12345/06", "77RS0001-01-2020-001234-56",
        "ISBN 978-5-17-123456-7", "CAS 107-44-8", "2018-2019", "2015 2016 2017 2018", "he called 3 times", "the phone",
        "a phone with 128 000 photos", "by phone 2019-02-01", "by phone on 12.03.2019", "hotel. 12345 guests",
        "0.5-0.75", "8 (2019) 12345", "55.755831, 37.617673", "in 2019-2020, 205-206", "(205) 12.03.19",
        "№ 213-205-2019",
        "8 300 to 8 900 12", "telegram 10000", "Хотел. 12345", "на телефон 100 раз", "ORCID 0000-0002-1825-0097",
    ),
    "PRV-07": (
        "Red Square", "the street protests", "Wall Street", "Lenin Street was closed",
        "In 2011 Wall Street was occupied",
        "On 12 June Garden Street was closed", "On 12 June, Garden Street was closed", "30 Oxford Street shops",
        "On Garden Street 20 people were held", "On Nevsky Prospekt 20 people were held", "12 Supreme Court judges",
        "12 St Petersburg activists", "5 roads", "Article 12 of the Street Act", "the Abbey Road album",
        "12 Red Square",
        "на улице 20 человек", "На улице Садовой 20 человек", "На Невском проспекте 20 человек", "ул. Садовая",
        "улица Садовая", "Красная площадь", "кв. м", "12 кв. км", "Moscow, 12 June", "3 street protests", "дом 12",
        "per capita 12", "a prospect of 5 years", "пр. 12", "no. 12 of the ul", "Prospect 12 years", "Ulitsa 12",
        "from 2 to 5 Street Medics", "На улице 12.", "пр. и т. д. 5",
    ),
    "PRV-08": (
        "passport", "his passport was taken in 2019", "passport of 12 March 2019", "Passports of 1 234 567 people",
        "passport on 2019-02-01", "INN", "INN 7700000000", "ИНН 0000000000", "inn 12", "2019", "2015 2016 2017 2018",
        "2019-2020", "1 234 567 890 123", "1000000000000000 roubles", "case 11901007754000012", "123-456",
        "123-456-789",
        "ISBN 978-601-123-45-6", "978-5-17-123456-7", "ORCID 0000-0002-1825-0097", "a card with 16 names", "SSN",
        "4111 people", "№ 114-ФЗ", "on the card 2019", "77RS0001-01-2020-001234-56", "social security in 2019",
        "red card 12", "10 000 000 000 000 000",
    ),
    "TXT-01": ("Café", "ёлка", "Å", "Ω", "각", "नमस्ते", "شُكْرًا", "❤️", "A\u0334b", "…—“”"),
    "TXT-02": ("a\nb", "a b", "a\u00a0b", "é", "\u00a0"),
    "TXT-03": (
        "🏳️‍🌈", "👩🏽‍⚖️", "❤️", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "1️⃣", "⚖︎",
        "می\u200cخواهم",
        "क्\u200dष", "۵\u200cساله", "3\u200cساله", "ه\u200d.", "a\u00a0b", "a\nb", "a b", "—", "文字", "’", "👨‍👩‍👧",
    ),
    "TXT-04": (
        "Moscow Москва", "IT-компания", "«Novaya Газета»", "50 kΩ", "3 μg", "H2", "Z-символ", "Ω", "αβγ", "3×Ф", "é",
        "интернет-shop", "УК/CC", "İstanbul", "Łódź", "Қазақстан", "5G", "a1б",
    ),
    "TXT-05": (
        "a=b", "-5", "+5", "-1.5", "+1,234.5", "-50%", ">250", "a@b", "–5 to 3", "—", "-", "+", "1-2", "'=1",
        "5+", "−5",
        "(=)", "x", "a\n=b",
    ),
    "TXT-06": ("a", "a b", "a\n\nb", "—", "👩", "a\u00a0b"),
    "TXT-07": (
        "IRMÃ", "“IRMÔ, disse", "SÃO PAULO", "ÂNGELA", "Ñandú", "BORÐ", "РСФСР", "СССР", "#hashtag",
        "#REFUGEES", "# 5",
        "##### heading", "N/A", "C# and #12", "Сёмга", "«Россия»", "50 €", "â", "Ã", "café", "Мифтахов",
        "Р… С…", "РІК",
    ),
}  # fmt: skip
"""Texts that a rule must leave alone: what comes close to what it looks for."""


def found(rule: QueryRule, texts: Iterable[str]) -> set[str]:
    """Return those of the texts that the query of a rule over cells finds, whatever the rule suspects."""
    given_texts = list(texts)
    DATABASE.execute("create or replace temp table cells as select 't' as table_name, 'x' as field, unnest(?) as text, "
                     "unnest(?) as id", [given_texts, [str(number) for number in range(len(given_texts))]])  # fmt: skip
    return {given_texts[int(number)] for (number,) in DATABASE.execute(f"select id from ({rule.query})").fetchall()}


def suspected(rule: QueryRule, texts: Iterable[str]) -> set[str]:
    """Return those of the texts that a rule would look at."""
    query = "select text from (select unnest(?) as text) where matches(text, ?)"
    return {text for (text,) in DATABASE.execute(query, [list(texts), rule.suspects]).fetchall()}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_over_text_finds_what_it_is_for_and_leaves_what_comes_close(rule: QueryRule) -> None:
    assert set(FOUND[rule.id]) - found(rule, FOUND[rule.id]) == set()
    assert found(rule, LEFT[rule.id]) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_over_text_looks_at_every_column_of_free_text(rule: QueryRule) -> None:
    fault = FOUND[rule.id][0]
    rows = {
        name: [
            [fault if field == column else str(number) if field == table.primary_key else "" for field in table.columns]
            for number, column in enumerate(free_text(table))
        ]
        for name, table in TABLES.items()
    }
    wanted = {
        (name, str(number), column)
        for name, table in TABLES.items()
        for number, column in enumerate(free_text(table))
    }  # fmt: skip
    with load_raw((table, rows[name]) for name, table in TABLES.items()) as connection:
        (answer,) = ask(connection, TABLES, [rule])
    assert {(each.table, each.id, each.field) for each in answer.violations} == wanted
    assert {name for name, *_ in wanted} == set(TABLES)


PIECES = sorted({text for texts in (*FOUND.values(), *LEFT.values()) for text in texts} - {"\x00"})
"""All texts but the null character, at which DuckDB's nfc_normalize() ends the text."""

MIXED = st.lists(
    st.sampled_from(PIECES)
    | st.text(st.characters(codec="utf-8", min_codepoint=1), max_size=4)
    | st.sampled_from("0123456789 +-().,№@=\n"),
    max_size=6,
)
CHARACTERS = st.text(st.sampled_from(sorted({char for piece in PIECES for char in piece})), max_size=24)


@settings(max_examples=25)
@given(texts=st.lists(MIXED.map("".join) | CHARACTERS, min_size=40, max_size=80, unique=True))
def test_whatever_a_rule_finds_it_suspects(texts: list[str]) -> None:
    for rule in RULES.values():
        assert found(rule, texts) <= suspected(rule, texts), rule.id


def test_every_text_that_is_not_nfc_is_suspected() -> None:
    """After a letter, a Hangul syllable and nothing, any character that leaves the text out of its normal form."""
    characters = [chr(code) for code in range(1, 0x110000) if unicodedata.category(chr(code)) not in {"Cs", "Cn"}]
    texts = [before + char for before in ("", "a", "가", "ἀ") for char in characters]
    wrong = [text for text in texts if not unicodedata.is_normalized("NFC", text)]
    assert len(wrong) > 2000
    assert set(wrong) == suspected(RULES["TXT-01"], wrong)
    assert set(wrong) == found(RULES["TXT-01"], wrong)


LATIN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèüöäßñçłøåşğı", min_size=1, max_size=10)
CYRILLIC = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯқңғүұһәөі", min_size=1, max_size=10)
EMOJI = st.sampled_from(["🕊", "⚖️", "❤️", "👩🏽‍⚖️", "🏳️‍🌈", "👨‍👩‍👧", "1️⃣", "🇰🇿", "😀", "✊🏿", "☮︎"])
NUMBERS = (
    st.integers(0, 2999).map(str) | st.dates().map(str) | st.sampled_from(["72 hours", "20 000", "art. 213(2)", "50%"])
)
WORD = st.one_of(LATIN, CYRILLIC, EMOJI, NUMBERS)
BETWEEN = st.sampled_from(
    [" ", ", ", "; ", ": ", ". ", " — ", " – ", "… ", "\n", "\n\n", "’s ", " (", ") ", " «", "» ", " “", "” "]
)


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Return words of one alphabet each, numbers and emoji, with punctuation between them."""
    text = draw(st.one_of(LATIN, CYRILLIC, EMOJI))
    for between, word in draw(st.lists(st.tuples(BETWEEN, WORD), max_size=12)):
        text += between + word
    return text + draw(st.sampled_from(["", ".", "!", "?", "…", "”", "»"]))


@settings(max_examples=60)
@given(texts=st.lists(prose(), min_size=40, max_size=80))
def test_ordinary_prose_is_never_found(texts: list[str]) -> None:
    for rule in RULES.values():
        assert found(rule, texts) == set(), rule.id
