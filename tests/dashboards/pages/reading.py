"""What stands on a page, as its reader hears it: words, rows, links."""

import html
import re


def words(markup):
    """Its text, with one space between any two words and none that only a tag left behind."""
    text = html.unescape(" ".join(re.sub("<[^>]*>", " ", markup).split()))
    return re.sub(r" (?=[.,;)])|(?<=\() ", "", text)


def main(page):
    return page.split('<main id="main"')[1].split(">", 1)[1].split("</main>")[0]


def section(page, heading):
    """What follows the heading with this id, up to the end of its section."""
    return page.split(f'id="{heading}"')[1].split("</h2>", 1)[1].split("</section>")[0]


def items(markup):
    """Each item of a list, in words."""
    return [words(item) for item in re.findall("<li[^>]*>(.*?)</li>", markup, re.DOTALL)]


def rows(markup):
    """Each row of a table, in words, less its head."""
    body = markup.split("</thead>")[1].split("</table>")[0]
    return [words(row) for row in re.findall("<tr.*?</tr>", body, re.DOTALL)]


def facts(markup):
    """{term: what is said of it} of a list of definitions."""
    found = re.findall(r"<dt[^>]*>(.*?)</dt>(.*?)(?=<dt|</dl>)", markup, re.DOTALL)
    return {words(term): words(said) for term, said in found}


def links(markup):
    """[(words, address)]."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', markup, re.DOTALL)
    return [(words(said), html.unescape(address)) for address, said in found]


def listed(client, address):
    """The initiatives in the list at this address, by ref."""
    return re.findall(r'class="initiatives__title" href="/../i/([^"?]+)', client.get(address).text)
