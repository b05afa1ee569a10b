"""Tells people that a night failed or found new errors; silent unless addresses are configured."""

import logging
from collections.abc import Sequence

from flows.night.surroundings import proxies_as_set

_LOGGER = logging.getLogger(__name__)


def send_alert(urls: Sequence[str], title: str, body: str) -> bool:
    """Whether every address took the message; an address that does not is logged and changes nothing else.

    Addresses are Apprise's: WeCom, DingTalk, Feishu, mail, webhooks. They hold secrets and are never logged.
    """
    if not urls:
        return True
    import apprise  # slow to import, and most nights have nobody to tell

    messenger = apprise.Apprise()
    accepted = [messenger.add(url) for url in urls]
    with proxies_as_set():
        was_sent = bool(messenger.notify(title=title, body=body)) and all(accepted)
    if not was_sent:
        _LOGGER.warning("An alert could not be delivered to every configured address.")
    return was_sent
