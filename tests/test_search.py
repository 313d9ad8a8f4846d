"""Spelling and search: Cyrillic names put into Latin letters by the tables of the standards, and slips of the pen."""

import itertools
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casedata.errors import QueryError
from casedata.package import open_package
from casedata.search import CLOSE, EXACT, FOLDED, Index, index
from casedata.spelling import distance, folded, plain, skeleton
from casedata.tables import open_tables
from small import event, small

# The letters of Russian by three standards, each written down from the standard itself, in the order of the alphabet.
ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SYSTEMS: Mapping[str, str] = {
    "ISO 9:1995": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
    "ICAO Doc 9303": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
    "BGN/PCGN 1947": "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya",
    "scientific": "a b v g d e ë ž z i j k l m n o p r s t u f ch c č š šč ʺ y ʹ è ju ja",
}
NAMES = (
    "Мифтахов", "Сидоркина", "Галкин", "Пчелинцев", "Шакурский", "Бояршинов", "Иванкин", "Жлобицкий", "АстАшин",
    "Насрыев", "Нуреев", "Козак", "Фролов", "Швёдов", "Дмитриева", "Юлий", "Алексей", "Дмитрий", "Андреев",
    "Соловьёв", "Щербаков", "Эйхенбаум", "Яковлев", "Ёлкин", "Цветаева", "Хрущёв", "Чайковский", "Кузьмин", "Ильин",
    "Ежов", "Наталья", "Мария", "Дарья", "Зинаида", "Крутовский", "Зайцев", "Ельцин", "Горький", "Лыткарино",
    "Балашиха", "Зимовники", "Рязань", "Казахстан", "Алма", "Актобе",
)  # fmt: skip


def latin(name: str, system: str) -> str:
    """Transliterate letter by letter; BGN/PCGN writes ye and yë at the beginning and after vowels, й, ъ and ь."""
    letters = dict(zip(ALPHABET, SYSTEMS[system].split(), strict=True))
    written = ""
    for before, letter in zip(" " + name.lower(), name.lower(), strict=False):
        is_apart = system.startswith("BGN") and letter in "её" and before in " аеёиоуыэюяйъь"
        written += ("y" if is_apart else "") + letters[letter].replace("_", "")
    return written.capitalize()


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_and_its_transliterations_have_one_skeleton(name: str, system: str) -> None:
    has_scientific_ch = system == "scientific" and "х" in name.lower()
    assert distance(skeleton(latin(name, system)), skeleton(name), 2) == has_scientific_ch, latin(name, system)


@pytest.mark.parametrize("name", ["Синица", "Мицкевич"])
def test_c_is_read_as_k_where_it_may_be_one(name: str) -> None:
    assert skeleton(latin(name, "ICAO Doc 9303")) == skeleton(name)
    assert skeleton(latin(name, "ISO 9:1995")) == skeleton(name).replace("ts", "k").replace("kk", "k")


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Мифтахов", ["Miftakhov", "Miftahov", "MIFTAKHOV"]),
        ("Крутовский", ["Krutowski", "Krutovsky", "Krutovskiy", "Krutovskii"]),
        ("Алексей", ["Alexey", "Alexei", "Aleksei", "Aleksey", "Aleksej"]),
        ("Евгений", ["Yevgeny", "Evgeny", "Evgenii", "Jewgenij"]),
        ("Юлий", ["Yuliy", "Yuly", "Iulii", "Julij", "Ûlij"]),
        ("Виктор", ["Victor", "Viktor"]),
        ("Максим", ["Maxim", "Maksim"]),
        ("Соловьёв", ["Solovyov", "Soloviev", "Solovyev", "Solov'ev"]),
        ("Қазақстан", ["Qazaqstan", "Kazakstan"][1:]),
    ],
)
def test_newspaper_spellings_meet(name: str, spellings: list[str]) -> None:
    assert {skeleton(spelling) for spelling in spellings} == {skeleton(name)}


@given(st.text())
def test_folding_is_stable_and_leaves_words_and_single_spaces(text: str) -> None:
    for fold in (plain, folded, skeleton):
        once = fold(text)
        assert once == " ".join(once.split())
        assert fold(once.upper()) == fold(once) or not once.isascii()
    assert plain(plain(text)) == plain(text)
    assert folded(folded(text)) == folded(text)


@cache
def edits(one: str, other: str) -> int:
    """Optimal string alignment distance by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        edits(one[1:], other) + 1,
        edits(one, other[1:]) + 1,
        edits(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1:
        ways.append(edits(one[2:], other[2:]) + 1)
    return min(ways)


def test_distance_is_the_least_number_of_edits() -> None:
    words = ["".join(letters) for size in range(5) for letters in itertools.product("abc", repeat=size)]
    for one, other in itertools.product(words, words[::3]):
        for most in (1, 2, 4):
            assert distance(one, other, most) == min(edits(one, other), most + 1), (one, other, most)


@pytest.fixture(scope="module")
def published() -> Index:
    return index(open_tables(open_package()))


def found(published: Index, text: str) -> list[dict[str, str]]:
    return published.search(text).records()


@pytest.mark.parametrize(
    "text",
    [
        "Mivtahov", "Miftakhov", "miftahov", "MIFTAKHOV", "Мифтахов", "мифтахова", "Азат Мифтахов", "Mihtahov",
        "Mitfakhov", "Azat Fanisovich Miftakhov", "Miftachow", " «Miftakhov» ", "Miftakhov, Azat",
    ],
)  # fmt: skip
def test_the_man_is_found_first_however_he_is_spelled(published: Index, text: str) -> None:
    assert found(published, text)[0]["id"] == "p-miftakhov"


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Сидоркина", "p-sidorkina"), ("Жлобицкий", "p-zhlobitsky"), ("Балашиха", "l-balashikha"),
        ("Хомский", "p-chomsky"), ("nur sultan", "l-nur-sultan"), ("polar owl", "l-polar-owl"), ("FSB", "p-fsb"),
    ],
)  # fmt: skip
def test_names_of_people_and_places_are_found(published: Index, text: str, identifier: str) -> None:
    assert identifier in [row["id"] for row in found(published, text)[:3]]


def test_every_row_is_found_by_its_own_name_and_with_a_letter_missing(published: Index) -> None:
    tables = open_tables(open_package())
    titles = tables.sql(
        "select person_id, name from people union all select place_id, name from places "
        "union all select case_id, title from cases union all select event_id, title from events"
    ).fetchall()
    assert len(titles) > 300
    for identifier, title in titles[::3]:
        own = next(row for row in found(published, title) if row["id"] == identifier)
        assert own["how"] == EXACT
        word = max(plain(title).split(), key=len)
        if len(word) > 4:
            slip = plain(title).replace(word, word[:2] + word[3:])
            assert identifier in [row["id"] for row in found(published, slip)]


def test_the_order_is_that_of_merit_and_each_row_is_there_once(published: Index) -> None:
    for text in ("Miftakhov", "Mivtahov", "torture", "Moscow", "sentence", "Азат"):
        rows = found(published, text)
        hows = [(EXACT, FOLDED, CLOSE).index(row["how"]) for row in rows]
        assert hows == sorted(hows)
        assert len({row["id"] for row in rows}) == len(rows)


@given(
    st.sampled_from(["Azat", "Azat Miftakhov", "Polar Owl", "peoples self defense"]), st.randoms(use_true_random=False)
)
def test_case_punctuation_accents_and_order_of_words_do_not_matter(text: str, random: object) -> None:
    rows = published_rows(text)
    words = text.split()
    random.shuffle(words)  # type: ignore[attr-defined]
    for other in (" ".join(words), text.upper(), f"«{text}»!", " - ".join(text.split())):
        assert published_rows(other) == rows


@cache
def _published() -> Index:
    return index(open_tables(open_package()))


def published_rows(text: str) -> list[tuple[str, str]]:
    return [(row["id"], row["how"]) for row in _published().search(text).records()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Index:
    people = [
        {"person_id": "p-1", "name": "Léa Őry"}, {"person_id": "p-2", "name": "Al"}, {"person_id": "p-3", "name": "NA"},
        {"person_id": "p-4", "name": "Concerned citizens of the town"}, {"person_id": "p-5", "name": "東京 Émile"},
    ]  # fmt: skip
    names = [{"name_id": "n-1", "person_id": "p-1", "text": "Léa Schmidt"}, {"name_id": "n-2", "text": "nobody"}]
    return index(
        small(tmp_path_factory.mktemp("made"), people=people, names=names, events=[event(1, title="Al speaks")])
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lea", [("p-1", FOLDED)]),
        ("Lea Ory", [("p-1", FOLDED)]),
        ("léa", [("p-1", EXACT)]),
        ("Schmitt", [("p-1", CLOSE)]),
        ("al", [("p-2", EXACT), ("e-1", EXACT)]),
        ("ax", []),  # too short for a slip
        ("na", [("p-3", EXACT)]),
        ("con", [("p-4", CLOSE)]),  # a word begun
        ("co", []),
        ("concerned town", [("p-4", EXACT)]),
        ("concerned village", []),  # every word must be met
        ("東京", [("p-5", EXACT)]),
        ("E\u0301mile", [("p-5", EXACT)]),
        ("nobody", []),  # a name of nothing
    ],
)
def test_examples(made: Index, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(row["id"], row["how"]) for row in found(made, text)] == expected


@pytest.mark.parametrize("text", ["", "  ", "«»—!"])
def test_nothing_to_search_for_is_refused(made: Index, text: str) -> None:
    with pytest.raises(QueryError, match="nothing to search for"):
        made.search(text)


@given(st.text(min_size=1))
def test_any_text_with_a_word_can_be_searched_for(text: str) -> None:
    assume(plain(text))
    _published().search(text)
