"""What a test does with a phone's worker, its clock and its store; and how the server becomes another build."""

from dataclasses import replace

from flask import Flask
from playwright.sync_api import BrowserContext, Page

DAY_MS = 24 * 3600 * 1000
TRIES = 3


def ready(page: Page) -> Page:
    """The worker is installed and holds today and the days after it."""
    page.evaluate(
        """async () => {
            await navigator.serviceWorker.ready;
            for (let tries = 0; !(await caches.match('/ahead')); tries += 1) {
                if (tries > 400) throw new Error('nothing was kept');
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
        }"""
    )
    return page


def kept(page: Page) -> dict[str, list[str]]:
    """The names of what the phone keeps, store by store."""
    return page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (store) =>
            [store, (await (await caches.open(store)).keys()).map((one) => one.url.replace(location.origin, ''))])))"""
    )


def kept_pages(page: Page) -> dict[str, list[str]]:
    """Whose pages are kept, and under which names."""
    return {name.removeprefix("pages-"): names for name, names in kept(page).items() if name.startswith("pages-")}


def kept_text(page: Page, name: str) -> str:
    """What is kept under a name; nothing if nothing is."""
    return page.evaluate("async (name) => (await caches.match(name))?.text() ?? ''", name)


def shells(page: Page) -> set[str]:
    """The versions of the app that lie on the phone. Only their names: to open a store that is just going makes it anew."""
    return {name for name in page.evaluate("caches.keys()") if name.startswith("shell-")}


def days_pass(phone: BrowserContext, days: int) -> None:
    """By the phone's clock, as its worker reads it."""
    shift = f"() => {{ const now = Date.now.bind(Date); Date.now = () => now() + {days * DAY_MS}; }}"
    phone.service_workers[0].evaluate(shift)


def journal(page: Page) -> list[dict]:
    """Every tick that the phone holds."""
    return page.evaluate(
        """() => new Promise((resolve) => { indexedDB.open('afterrun').onsuccess = (event) =>
            event.target.result.transaction('ops').objectStore('ops').getAll().onsuccess = (found) =>
                resolve(found.target.result); })"""
    )


def become(app: Flask, build: str, **settings: object) -> None:
    """From now on the server is another build, or has other settings, over the same database."""
    house = app.extensions["afterrun"]
    config, assets = replace(house.config, **settings), replace(house.assets, version=build.rjust(16, "0"))
    app.extensions["afterrun"] = replace(house, config=config, assets=assets)


def push(phone: BrowserContext, page: Page, data: str) -> None:
    """Hand a message to the phone's worker, as a push service's would arrive once it is decrypted: again where the
    browser, busy with other things, has let it fall before the worker heard of it."""
    worker, found = phone.service_workers[0], []
    worker.evaluate("self.pushes ??= (addEventListener('push', () => { self.pushes += 1; }), 0)")
    before = worker.evaluate("pushes")
    devtools = phone.new_cdp_session(page)
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    message = {"registrationId": found[0]["registrationId"], "origin": found[0]["scopeURL"].rstrip("/"), "data": data}
    for _ in range(TRIES):
        devtools.send("ServiceWorker.deliverPushMessage", message)
        if _heard(page, lambda: worker.evaluate("pushes") > before):
            break
    devtools.detach()


def _heard(page: Page, look) -> bool:
    for _ in range(100):
        if look():
            return True
        page.wait_for_timeout(50)
    return False


def notifications(phone: BrowserContext) -> list[dict]:
    """What the phone shows, in the order it came."""
    return phone.service_workers[0].evaluate(
        """async () => (await registration.getNotifications()).map((one) => ({ title: one.title, body: one.body,
            tag: one.tag, silent: one.silent, data: one.data, actions: one.actions.map((each) => each.action) }))"""
    )


def press(phone: BrowserContext, action: str = "") -> None:
    """Press the first notification, or one of its buttons. A made-up event may neither open nor bring forward a window."""
    phone.service_workers[0].evaluate(
        """async (action) => {
            const [notification] = await registration.getNotifications();
            const waits = [];
            WindowClient.prototype.focus = async () => {};
            const event = new NotificationEvent('notificationclick', { notification, action });
            event.waitUntil = (promise) => waits.push(promise);
            dispatchEvent(event);
            await Promise.all(waits);
        }""",
        action,
    )
