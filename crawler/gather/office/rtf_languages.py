"""The numbers that RTF files have for languages (MS-LCID, chapter 2.2), for those of Europe and the first
languages of many who live in the Low Countries."""

from typing import Final

LANGUAGES: Final = {
    1025: "ar-SA", 1026: "bg-BG", 1027: "ca-ES", 1029: "cs-CZ", 1030: "da-DK", 1031: "de-DE", 1032: "el-GR",
    1033: "en-US", 1034: "es-ES", 1035: "fi-FI", 1036: "fr-FR", 1038: "hu-HU", 1039: "is-IS", 1040: "it-IT",
    1043: "nl-NL", 1044: "nb-NO", 1045: "pl-PL", 1046: "pt-BR", 1048: "ro-RO", 1049: "ru-RU", 1050: "hr-HR",
    1051: "sk-SK", 1052: "sq-AL", 1053: "sv-SE", 1055: "tr-TR", 1058: "uk-UA", 1060: "sl-SI", 1061: "et-EE",
    1062: "lv-LV", 1063: "lt-LT", 1065: "fa-IR", 1122: "fy-NL", 2055: "de-CH", 2057: "en-GB", 2060: "fr-BE",
    2064: "it-CH", 2067: "nl-BE", 2070: "pt-PT", 3079: "de-AT", 3081: "en-AU", 3082: "es-ES", 3084: "fr-CA",
    4105: "en-CA", 4108: "fr-CH", 5132: "fr-LU", 6153: "en-IE",
}  # fmt: skip
