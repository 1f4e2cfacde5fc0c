"""Closed lists of Dutch words that the measures count: written for this, not taken from elsewhere."""

from readability.wordlist import word_set

PREPOSITIONS = word_set(
    """
    aan achter bij binnen boven buiten conform door gedurende in inzake jegens langs met middels na naar naast
    namens nabij omtrent onder ondanks op over per rond rondom sedert sinds tegen tegenover tijdens tot tussen
    uit van vanaf vanuit vanwege via volgens voor voorbij wegens zonder
    """
)
SUBORDINATORS = word_set(
    """
    aangezien alhoewel alsmede alsook alvorens daar dat die doordat evenals hoewel indien mits nadat
    naargelang naarmate ofschoon omdat opdat tenzij terwijl totdat voordat waar waarbij waardoor waarin
    waarmee waarna waarnaar waarop waarover waartoe waaruit waarvan waarvoor wanneer welke wie wiens zoals
    zodat zodra zolang als of toen
    """
)
ADDRESS = word_set("u uw uzelf je jij jou jouw jullie we wij ons onze")
WORDEN = word_set("word wordt worden werd werden")

FUNCTION_WORDS = (
    PREPOSITIONS
    | SUBORDINATORS
    | ADDRESS
    | WORDEN
    | word_set(
        """
        al alle allen alles ander andere beide ben bent bepaalde dan de deze dit doe doen doet een eens elk
        elke en enige enkele er geen had hadden heb hebben hebt heeft hem het hier hij hoe hun iemand iets
        ik is ja kan kon konden kunnen kunt maar mag mee meer men mij mijn moest moet moeten mogen niemand
        niet niets nog nou nu om ook samen te ten ter toch toe veel want waren was wat weer wel welk werd
        wil willen wilt ze zei zelf zich zij zijn zo zou zouden zou zal zult zullen één haar daarbij daarin
        daarmee daarna daarnaast daarom daarop daarvan daarvoor hierbij hierin hiermee hierna hierop hiervan
        hiervoor heel erg zeer af
        """
    )
)

FORMAL = word_set(
    """
    aangaande aangelegenheid aangelegenheden aangewend aanwenden aanvang aanvangen aanzien achten acht
    alsdan alsmede alsnog alsook alvorens ambtshalve behelst behelzen behoeft behoeve behoudens benevens
    bescheiden beschikking beschikkingen betreffende betreft betrekking bevoegd bevoegde bewerkstelligen
    bijgevolg bijgesloten conform contacteren daadwerkelijk daaromtrent daarenboven dermate derhalve
    desalniettemin desbetreffend desbetreffende desgevallend desgevraagd desgewenst dewelke dien diens dient
    dienen dienaangaande doch doeleinden dusdanig echter eenieder eerstgenoemde elkeen enerzijds anderzijds
    evenals evenwel ex faciliteren foutief geacht geachte gaarne gedurende geenszins gehouden gelieve gelet
    genoemd genoemde geschieden geschiedt gewag heden hetgeen hetwelk hierbij hieromtrent hoedanigheid
    houdende ieder immers implementatie implementeren inachtneming indien ingevolge initiëren inmiddels
    inzake jegens kennisgeving kenbaar krachtens laatstgenoemde lastens legen louter middels mits mitsgaders
    mutatie naargelang nadere namelijk navermelde nochtans niettegenstaande noodzakelijk noodzakelijke
    nopens ofschoon ofwel omtrent onderhavig onderhavige onderscheidenlijk ondergetekende onverminderd
    onverwijld onzes ontvankelijk opteren overeenkomstig overhandigen overigens overleggen overmaken
    overgemaakt pogen realiseren realisatie reeds respectievelijk ressorteert ressorteren rechtens sedert
    slechts strekt strekkende telkenmale ten tenzij teneinde ter terzake tevens thans tot toekennen
    toekenning trachten tracht uiteraard uitermate uiterlijk uitsluitend vangt verbaliseren verkrijgen
    verkrijging verkregen verlenen verleend verschaffen verschuldigd verschuldigde verstrekken verstrekt
    verwerven verzoeke verzoek verzoeken vigerend vigerende vermits vervaardigen volgens voldoen voldoende
    voorafgaand voorafgaande voornoemd voornoemde voornemens voorts voorzien voorziening vooralsnog vrijwel
    waartoe wederom wegens welke wenst wensen wenselijk werkzaam zal zodanig zodanige zorgdragen zulks
    zullen zijnde
    """
) - word_set("ten ter tot zal zullen legen acht inmiddels hierbij ieder ex voldoende vrijwel volgens dien")
"""Words of letters and rules for which everybody knows a plainer one; prepositions and verbs as well."""
