"""Small forms of our own, one for each thing that a route may hang on."""

from __future__ import annotations

from dataclasses import dataclass

from tests.library.questionnaire.odk.sheets import YES_NO


@dataclass(frozen=True)
class Form:
    """An XLSForm as tables in text."""

    survey: str
    choices: str = YES_NO


OFTEN = """
list_name | name     | label
often     | never    | Never
often     | some     | Sometimes
often     | every    | Every day
yn        | yes      | Yes
yn        | no       | No
"""
FRUIT = """
list_name | name   | label
fruit     | apple  | Apple
fruit     | pear   | Pear
fruit     | apples | Several apples
fruit     | none   | None
yn        | yes    | Yes
yn        | no     | No
"""
SCALE = """
list_name | name | label
scale     | 1    | One
scale     | 2    | Two
scale     | 10   | Ten
scale     | 99   | Do not know
"""
REFUSAL = """
list_name | name              | label
said      | yes               | Yes
said      | no                | No
said      | prefer_not_to_say | Prefer not to say
"""

FORMS: dict[str, Form] = {
    "each_kind": Form(
        """
        type                  | name   | label       | relevant
        select_one yn         | one    | One?        |
        select_multiple fruit | some   | Which?      | ${one} = 'yes'
        integer               | age    | How old?    | ${one} != 'no'
        decimal               | height | How tall?   | ${age} > 4
        text                  | why    | Why?        | ${height} <= 1.5
        note                  | thanks | Thank you   | ${why} != ''
        text                  | end    | What else?  | ${some} = 'apple'
        """,
        FRUIT,
    ),
    "grid_as_a_table_list": Form(
        """
        type             | name      | label        | relevant               | appearance
        select_one yn    | eats      | Do you eat?  |                        |
        begin_group      | food      | How often?   | ${eats} = 'yes'        | table-list
        select_one often | fruit     | Fruit        |                        |
        select_one often | meat      | Meat         |                        |
        select_one often | fish      | Fish         | ${eats} = 'yes'        |
        end_group        |           |              |                        |
        text             | which     | Which fruit? | ${fruit} = 'every'     |
        text             | neither   | Why?         | ${fruit} = ${meat}     |
        """,
        OFTEN,
    ),
    "grid_under_a_heading": Form(
        """
        type             | name    | label       | relevant           | appearance
        select_one yn    | vegan   | Vegan?      |                    |
        begin group      | eating  | Eating      | ${vegan} != ''     | field-list
        select_one often | head    | How often?  |                    | label
        select_one often | beans   | Beans       |                    | list-nolabel
        select_one often | cheese  | Cheese      | ${vegan} = 'no'    | list-nolabel
        select_one often | cream   | Cream       | ${beans} = 'never' | list-nolabel
        end group        |         |             |                    |
        text             | mould   | Which?      | ${cheese} != 'never' and ${cheese} != '' |
        note             | dry     | No cream    | not(${cream} = 'every') |
        """,
        OFTEN,
    ),
    "grid_among_others": Form(
        """
        type             | name    | label      | relevant        | appearance
        begin_group      | whole   | All        |                 |
        select_one yn    | start_q | Begin?     |                 |
        begin_group      | inside  | Inside     | ${start_q} = 'yes' |
        begin_group      | grid    | How often? | ${start_q} != 'no' | table-list
        select_one often | red     | Red        |                 |
        select_one often | blue    | Blue       |                 |
        end_group        |         |            |                 |
        text             | after   | And then?  | ${red} = 'some' or ${blue} = 'some' |
        end_group        |         |            |                 |
        integer          | last    | How many?  | ${after} = ''   |
        end_group        |         |            |                 |
        """,
        OFTEN,
    ),
    "groups_in_groups": Form(
        """
        type          | name  | label | relevant
        select_one yn | a     | A?    |
        select_one yn | b     | B?    |
        begin_group   | outer | Outer | ${a} = 'yes' or ${b} = 'yes'
        select_one yn | c     | C?    | ${a} = 'no'
        begin_group   | mid   | Mid   | ${b} = 'yes' or ${c} = 'yes'
        select_one yn | d     | D?    |
        begin_group   | inner | Inner | ${d} != 'no'
        select_one yn | e     | E?    | ${c} = 'yes' or ${d} = 'yes'
        end_group     |       |       |
        select_one yn | f     | F?    | ${e} = 'no'
        end_group     |       |       |
        end_group     |       |       |
        select_one yn | g     | G?    | ${f} = '' and ${d} = 'yes'
        """
    ),
    "hidden_answers_hide_more": Form(
        """
        type          | name      | label     | relevant
        select_one yn | bullied   | Bullied?  |
        select_one yn | told      | Told?     | ${bullied} = 'yes'
        select_one yn | helped    | Helped?   | ${told} = 'yes'
        text          | how       | How?      | ${helped} = 'yes'
        text          | why_not   | Why not?  | ${told} = 'no' or ${helped} = 'no'
        note          | line      | Call us.  | ${how} = '' and ${why_not} = ''
        """
    ),
    "several_choices": Form(
        """
        type                  | name  | label  | relevant
        select_multiple fruit | eaten | Eaten? |
        select_one yn         | a     | A?     | selected(${eaten}, 'apple')
        select_one yn         | b     | B?     | not(selected(${eaten}, 'none'))
        select_one yn         | c     | C?     | count-selected(${eaten}) > 1
        select_one yn         | d     | D?     | ${eaten} = 'apple pear'
        select_one yn         | e     | E?     | selected(${eaten}, 'pear') and ${eaten} != 'pear'
        select_one yn         | f     | F?     | count-selected(${eaten}) = 0
        select_one yn         | g     | G?     | selected(${a}, 'yes') or selected(${a}, '')
        select_one yn         | h     | H?     | selected(${eaten}, '')
        """,
        FRUIT,
    ),
    "sums": Form(
        """
        type    | name  | label  | relevant
        integer | a     | A?     |
        integer | b     | B?     |
        text    | plus  | More?  | ${a} + ${b} > 10
        text    | half  | Half?  | ${a} div 2 >= 2.5
        text    | odd   | Odd?   | ${a} mod 2 = 1
        text    | whole | Whole? | int(${a} div 4) = 1
        text    | minus | Less?  | ${a} - ${b} < 0
        text    | times | Times? | ${a} * -1 = -5 or -${b} = 3
        text    | near  | Near?  | round(${a} div 3, 0) = 3
        text    | if_q  | If?    | if(${a} > ${b}, ${a}, ${b}) = 99
        text    | order | Order? | ${a} + ${b} * 2 = 20 or (${a} + ${b}) * 2 = 20
        text    | most  | Most?  | max(${a}, ${b}) = 10 or min(${a}, ${b}) = 0
        """
    ),
    "words": Form(
        """
        type | name   | label   | relevant
        text | said   | Said?   |
        text | long   | Long?   | string-length(${said}) > 2
        text | starts | Starts? | starts-with(${said}, 'a')
        text | holds  | Holds?  | contains(${said}, 'b')
        text | ends   | Ends?   | ends-with(${said}, 'c')
        text | joined | Joined? | concat(${said}, '-', ${long}) = 'abc-yes'
        text | first  | First?  | coalesce(${said}, 'nothing') = 'nothing'
        text | branch | Branch? | if(${said} = 'yes', 'x', 'y') = 'x'
        text | asnum  | Number? | number(${said}) = 3 or string(number(${said})) = '10'
        """
    ),
    "blanks": Form(
        """
        type          | name   | label   | relevant
        select_one yn | a      | A?      |
        integer       | n      | N?      |
        text          | eq     | Equal?  | ${a} = ''
        text          | ne     | Differ? | ${a} != ''
        text          | not_q  | Not?    | not(${a} = 'yes')
        text          | zero   | Zero?   | ${n} = 0
        text          | less   | Less?   | ${n} < 5
        text          | notl   | Not?    | not(${n} < 5)
        text          | same   | Same?   | ${n} = ${n}
        text          | differ | Differ? | ${n} != 3
        text          | both   | Both?   | ${a} = '' and ${n} = ''
        text          | count  | Count?  | string-length(${n}) = 0
        """
    ),
    "numbers_as_words": Form(
        """
        type             | name   | label   | relevant
        select_one scale | mark   | Mark?   |
        integer          | n      | N?      |
        text             | num    | Num?    | ${mark} = 1
        text             | word   | Word?   | ${mark} = '1'
        text             | more   | More?   | ${mark} > 1
        text             | morew  | More?   | ${mark} > '2'
        text             | known  | Known?  | ${mark} != 99 and ${mark} != ''
        text             | point  | Point?  | ${n} = '1.0'
        text             | as_num | Same?   | ${n} = ${mark}
        text             | sorted | Sorted? | ${n} < ${mark}
        """,
        SCALE,
    ),
    "looks_forward": Form(
        """
        type          | name  | label  | relevant
        text          | early | Early? | ${late} = 'yes'
        begin_group   | some  | Some   | ${within} != 'no'
        select_one yn | mid   | Mid?   |
        end_group     |       |        |
        select_one yn | within | In?   |
        select_one yn | late  | Late?  | ${within} = 'yes'
        text          | end_q | End?   | ${early} != '' or ${mid} = 'yes'
        """
    ),
    "required": Form(
        """
        type          | name | label | required | relevant
        select_one yn | a    | A?    | yes      |
        integer       | b    | B?    | true()   | ${a} = 'yes'
        text          | c    | C?    | TRUE     | ${b} > 0
        text          | d    | D?    | no       | ${c} = ''
        """
    ),
    "calculations": Form(
        """
        type          | name     | label | calculation                 | relevant
        integer       | a        | A?    |                             |
        select_one yn | b        | B?    |                             |
        calculate     | twice    |       | ${a} * 2                    |
        calculate     | four     |       | ${twice} * 2                |
        calculate     | older    |       | ${a} > 5                    |
        calculate     | word     |       | if(${b} = 'yes', 'in', 'out')|
        calculate     | narrow   |       | ${a} + 1                    | ${b} = 'yes'
        begin_group   | only     | Only  |                             | ${b} != 'no'
        calculate     | deep     |       | 'deep'                      |
        end_group     |          |       |                             |
        text          | t_twice  | 1?    |                             | ${twice} > 9
        text          | t_four   | 2?    |                             | ${four} = 40
        text          | t_older  | 3?    |                             | ${older} = 'true'
        text          | t_young  | 4?    |                             | ${older} = 'false'
        text          | t_word   | 5?    |                             | ${word} = 'in'
        text          | t_narrow | 6?    |                             | ${narrow} = ''
        text          | t_more   | 7?    |                             | ${narrow} > 1
        text          | t_deep   | 8?    |                             | ${deep} = 'deep'
        text          | t_blank  | 9?    |                             | ${twice} = ''
        text          | t_quoted | 10?   |   | '${twice}' = ${b} or ${b} = 'yes'
        """
    ),
    "answers_as_yes_or_no": Form(
        """
        type          | name  | label  | relevant
        select_one yn | a     | A?     |
        integer       | n     | N?     |
        text          | bare  | Bare?  | ${a}
        text          | two   | Two?   | ${a} and ${n} > 1
        text          | bool  | Bool?  | boolean(${n})
        text          | never | Never? | false()
        text          | ever  | Ever?  | true() and not(false())
        text          | numb  | Numb?  | number(${n})
        text          | mixed | Mixed? | (${n} > 1) = (${a} = 'yes')
        """
    ),
    "what_binds_tighter": Form(
        """
        type          | name | label | relevant
        select_one yn | a    | A?    |
        select_one yn | b    | B?    |
        select_one yn | c    | C?    |
        text          | d    | D?    | ${a} = 'yes' or ${b} = 'yes' and ${c} = 'yes'
        text          | e    | E?    | (${a} = 'yes' or ${b} = 'yes') and ${c} = 'yes'
        text          | f    | F?    | not(${a} = 'yes' and ${b} = 'yes') or ${c} = ''
        begin_group   | g    | G     | ${a} = 'yes' or ${b} = 'yes'
        begin_group   | h    | H     | ${b} = 'no' or ${c} = 'no'
        text          | i    | I?    | ${a} = 'no' or ${c} = 'yes'
        end_group     |      |       |
        end_group     |      |       |
        """
    ),
    "refusals": Form(
        """
        type                 | name | label | relevant
        select_one said      | a    | A?    |
        select_multiple said | b    | B?    | ${a} != 'prefer_not_to_say'
        text                 | c    | C?    | selected(${b}, 'prefer_not_to_say')
        text                 | d    | D?    | ${b} = 'prefer_not_to_say' or ${a} = 'yes'
        """,
        REFUSAL,
    ),
}
"""Name -> form. Each loses nothing that matters to its routes."""
