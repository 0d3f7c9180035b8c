"""What to do about an error, by the language's code for it."""

from __future__ import annotations

_BY_CODE = {
    "S0101": "Close the text with the quotation mark it began with.",
    "S0103": "Write a backslash twice, or one of the escapes of JSON.",
    "S0104": "Write four hexadecimal digits after \\u.",
    "S0105": "Close the name with a backquote.",
    "S0106": "Close the comment with */.",
    "S0201": "Look for a missing operator, comma or bracket just before this place.",
    "S0202": "Look for a missing or surplus bracket, or a missing comma, just before this place.",
    "S0203": "Close what was opened before: a bracket is missing at the end.",
    "S0204": "Write one of JSONata's operators; `not equal` is !=, and `not` is the function $not.",
    "S0207": "Complete the expression: it ends where something must follow.",
    "S0211": "Give the operator a value on its left, or remove it.",
    "S0212": "Begin the name with $: `$name := value`.",
    "S0301": "Write a pattern between the slashes.",
    "S0302": "Correct the regular expression: its brackets, and the slash at its end.",
    "T0410": "Give the function what its signature asks for; $string and $number convert.",
    "T0411": "Give the argument: what the path leads to here is not what the function takes.",
    "T0412": "Give an array whose items are all of the type the function takes.",
    "T1003": "Make the key a text, for example with $string.",
    "T1005": "Begin the function's name with $.",
    "T1006": "Call only names that hold a function.",
    "T2001": "Convert the left side with $number, or check that the path leads to a number.",
    "T2002": "Convert the right side with $number, or check that the path leads to a number.",
    "T2003": "Give whole numbers to a range.",
    "T2004": "Give whole numbers to a range.",
    "T2006": "Write a function behind ~>, without calling it.",
    "T2007": "Sort by values of one type.",
    "T2008": "Sort by numbers or texts.",
    "T2009": "Convert one side with $string or $number, so that both have one type.",
    "T2010": "Compare numbers with numbers and texts with texts.",
    "D1001": "Check for a division by zero, or for numbers that no computer number can hold.",
    "D1009": "Give each key of the object once.",
    "D1011": "End the recursion, make its last act the call itself, or nest the data less deeply.",
    "D1012": "Look for endless recursion, a regular expression that backtracks, or a range that is too long.",
    "D2014": "Shorten the range.",
    "D2015": "Look for a text or an array that keeps growing, or a range that is too long.",
    "D3010": "Give $replace a text or a regular expression that matches at least one character.",
    "D3030": "Check that the text is a number; $exists and a condition can step around what is not.",
    "D3061": "Check the two numbers: their power is larger than any number can be.",
    "D3110": "Give an ISO 8601 time, or the picture the text has: $toMillis(text, picture).",
    "D3120": "Correct the expression given to $eval.",
    "D3137": "This is the mapping's own message, raised with $error.",
    "D3138": "Narrow the condition until one item is left, or take one with [0].",
    "D3139": "Widen the condition, or check with $exists first.",
    "D3141": "This is the mapping's own message, raised with $assert.",
    "function": "Correct the arguments; the examples of the function show what it takes.",
    "plugin": "Correct the arguments if they are at fault; otherwise tell the plugin's author.",
}
_BY_KIND = {
    "S": "Correct the text at this place.",
    "T": "Check the types of the values at this place.",
    "D": "Check the values that reach this place.",
}


def remedy(code: str) -> str:
    """What to do about a code of the language; general where there is nothing particular to say."""
    return _BY_CODE.get(code) or _BY_KIND.get(code[:1], _BY_KIND["D"])
