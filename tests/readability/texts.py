"""Texts written for these tests, the values around them, and where the shared cases are."""

from pathlib import Path

import pytest

from drempel.model.text import BlockKind, TextBlock, VisibleText

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "readability"

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this checkout")

PLAIN = (
    "U gaat verhuizen. Dan moet u dat aan ons laten weten. Dat kan tot acht dagen na de dag dat u "
    "verhuist. U kunt bellen of langskomen. U mag ook een brief sturen. Neem uw kaart mee als u "
    "langskomt. Wij zetten het nieuwe adres op de kaart. Dat kost niets. Na een week komt de agent bij u "
    "langs. Hij kijkt of u er echt woont. Bent u dan niet thuis? Dan krijgt u een brief. Daarin staat wat"
    " u moet doen. Hebt u kinderen? Dan verhuizen zij mee op papier. U hoeft daar niets voor te doen. "
    "Hebt u nog een vraag? Bel dan naar de balie. Wij helpen u graag."
)
HARD = (
    "De aangifte van adreswijziging dient overeenkomstig de vigerende reglementering te worden ingediend "
    "bij de bevoegde gemeentelijke administratie van de nieuwe hoofdverblijfplaats, en dit uiterlijk "
    "binnen een termijn van acht werkdagen volgend op de daadwerkelijke ingebruikneming van de betrokken "
    "woongelegenheid. Teneinde de juistheid van de verstrekte gegevens te verifiëren, wordt door de "
    "wijkinspecteur een woonstvaststelling uitgevoerd, waarvan de resultaten aan de dienst bevolking "
    "worden overgemaakt. Indien de verantwoordelijke ambtenaar vaststelt dat de voorgeschreven "
    "formaliteiten onvoldoende werden nageleefd, kan de inschrijving in het bevolkingsregister worden "
    "geweigerd, onverminderd de mogelijkheid voor de belanghebbende om binnen de wettelijk bepaalde "
    "termijn bezwaar aan te tekenen bij de toezichthoudende overheid."
)
FRENCH = (
    "Vous déménagez dans notre commune ? Vous devez nous le dire dans les huit jours. Vous pouvez venir "
    "au guichet ou nous envoyer une lettre. Prenez votre carte avec vous quand vous venez. Un agent passe"
    " ensuite chez vous pour voir si vous habitez vraiment à cette adresse. Si vous n'êtes pas là, vous "
    "recevez une lettre qui vous explique ce que vous devez faire. Vous avez encore une question ? Nous "
    "vous aidons avec plaisir."
)
ENGLISH = (
    "Are you moving to our town? You have to tell us within eight days. You can come to the desk or send "
    "us a letter. Bring your card with you when you come. An officer will then visit you to see whether "
    "you really live at this address. If you are not at home, you will get a letter that tells you what "
    "to do."
)
GERMAN = (
    "Sie ziehen in unsere Gemeinde? Dann müssen Sie uns das innerhalb von acht Tagen mitteilen. Sie "
    "können an den Schalter kommen oder uns einen Brief schicken. Bringen Sie Ihren Ausweis mit. Danach "
    "besucht Sie ein Beamter und sieht nach, ob Sie wirklich an dieser Adresse wohnen."
)


def page(*texts: str, lang: str = "nl", kind: BlockKind = BlockKind.PARAGRAPH) -> VisibleText:
    """Return a page with one block per text."""
    blocks = tuple(TextBlock(text, kind, selector=f"p:nth-of-type({i})") for i, text in enumerate(texts, 1))
    return VisibleText("https://stad.example/", lang, blocks)
