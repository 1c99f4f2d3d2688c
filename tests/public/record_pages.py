"""What a reader finds on the page of a person or an organisation."""

from lxml import html


def words(element):
    return " ".join(element.text_content().split())


class RecordPage:
    def __init__(self, response):
        assert response.status_code == 200
        self.root = html.fromstring(response.content.decode())

    def all(self, xpath):
        return self.root.xpath(xpath)

    @property
    def headings(self):
        """All but those of stories; the last is that of the latest news."""
        return [words(h) for h in self.all("//main//h1|//main//h2|//main//h3") if not h.xpath("a")]

    @property
    def facts(self):
        """{term: [values]}; a value is the words of its line."""
        found = {}
        for element in self.all("//dl[@class='facts']/*"):
            if element.tag == "dt":
                term = found[words(element)] = []
            else:
                term.append(words(element))
        return found

    @property
    def offices(self):
        """The lines of each item of a time line, and whether it is held today."""
        return [
            ([words(line) for line in item.xpath("p")], "--current" in item.get("class"))
            for item in self.all("//ol[@class='timeline']/li")
        ]

    @property
    def stories(self):
        return self.all("//div[@class='rows']//a[contains(@class, 'card__link')]/@href")

    @property
    def leads(self):
        return [words(lead) for lead in self.all("//div[@class='rows']//p[@class='card__lead']")]

    @property
    def photos(self):
        """(caption, credit, address of the story) of each."""
        return [
            (
                words(link := figure.xpath(".//a")[0]),
                words(figure.xpath(".//span")[0]),
                link.get("href"),
            )
            for figure in self.all("//div[@class='photos']/figure")
        ]

    @property
    def together(self):
        return [
            (item.xpath("a/@href")[0], words(item.xpath("span")[0]))
            for item in self.all("//ul[@class='company']/li")
        ]

    @property
    def years(self):
        """(words, address, whether it is this page) of each link."""
        return [
            (words(link), link.get("href"), link.get("aria-current") == "true")
            for link in self.all("//nav[@class='choices']//a")
        ]

    def link(self, text):
        """The address behind a link of this text; "" where there is none."""
        return next((a.get("href") for a in self.all("//main//a") if words(a) == text), "")


def read(client, entity, query=""):
    return RecordPage(client.get(f"{entity.get_absolute_url()}{query}"))
