"""What can go wrong when something is fetched: one sentence, one code, and whether trying again may help."""

from corrigenda.core.exceptions import CorrigendaError


class FetchFailed(CorrigendaError):
    """The address could not be read. Trying again later may help."""

    code = "fetch_failed"
    permanent = False


class UrlRefused(FetchFailed):
    """This is not an address that may be fetched."""

    code = "url_refused"
    permanent = True


class AddressRefused(FetchFailed):
    """This name leads to an address that is not public, so it is not fetched."""

    code = "address_refused"
    permanent = True


class NameNotFound(FetchFailed):
    """There is no such name, or the name service does not answer."""

    code = "name_not_found"


class FetchTooSlow(FetchFailed):
    """The site took too long to send everything."""

    code = "fetch_too_slow"


class FetchTooLarge(FetchFailed):
    """The site sent more than may be read."""

    code = "fetch_too_large"
    permanent = True


class TooManyRedirects(FetchFailed):
    """The address leads from one place to the next without end."""

    code = "too_many_redirects"
    permanent = True


class WrongMediaType(FetchFailed):
    """The address holds another kind of file than was asked for."""

    code = "wrong_media_type"
    permanent = True


class PageUnavailable(FetchFailed):
    """The site answered that the page cannot be read. `status` is its HTTP status."""

    code = "page_unavailable"

    def __init__(self, sentence: str, *, status: int) -> None:
        super().__init__(sentence)
        self.status = status
        # 408, 425 and 429 ask for another try; every other 4xx says the same tomorrow.
        self.permanent = 400 <= status < 500 and status not in {408, 425, 429}
