"""On the home screen: what a browser needs to install the app, and how people do it on each kind of phone."""

import re
from hashlib import sha256

from flask import Blueprint, Response, current_app, render_template, request, url_for

from webapp.web.edge import see_other
from webapp.web.house import house

# The page's own colours, so that neither the splash nor the bar above the page flashes; base.html has them too.
PAPER, NIGHT = "#F7F4EE", "#0B0F14"
ICONS = (
    ("afterrun-192.png", 192, "any"), ("afterrun-512.png", 512, "any"),
    ("afterrun-maskable-512.png", 512, "maskable"), ("afterrun-mono-512.png", 512, "monochrome"),
)  # fmt: skip
SHORTCUTS = (("today", "/today"), ("run_done", "/run-done?source=shortcut"), ("hurt", "/today/report"))
SHOTS = ("today", "week", "progress")
SHOT_SIZE = "780x1688"

LATER = "install-later"
LATER_S = 30 * 24 * 3600

# Mark of a browser's name for itself -> which help fits; the first that is found.
INSIDE = re.compile(
    r"FBA[NV]|Instagram|musical_ly|Bytedance|TikTok|Snapchat|Pinterest|LinkedInApp|\bLine/|MicroMessenger|Twitter"
    r"|Strava|GSA/|; wv\)"
)
KINDS = (("iPhone|iPod", "iphone"), ("iPad", "ipad"), ("Android", "android"), ("Firefox", "firefox"),
         ("Chrom|Edg", "computer"), ("Macintosh.*Safari", "mac"))  # fmt: skip

screen = Blueprint("install", __name__)


@screen.get("/manifest.webmanifest")
def manifest() -> Response:
    """What the browser makes the installed app from. `id` never changes: it is what an installed app is known by."""
    words = house().catalogue.words["install"]
    response = current_app.json.response(
        id="/",
        start_url="/?source=pwa",
        scope="/",
        display="standalone",
        name=words["name"],
        short_name=words["name"],
        description=words["description"],
        lang="en",
        dir="ltr",
        categories=["health", "fitness", "sports"],
        theme_color=PAPER,
        background_color=PAPER,
        color_scheme_dark={"theme_color": NIGHT, "background_color": NIGHT},
        launch_handler={"client_mode": ["navigate-existing", "auto"]},
        icons=[_icon(name, size) | {"purpose": purpose} for name, size, purpose in ICONS],
        shortcuts=[
            {"name": words[name], "url": address, "icons": [_icon(f"{name.replace('_', '-')}-192.png", 192)]}
            for name, address in SHORTCUTS
        ],
        screenshots=[_shot(name) | {"label": words[f"shot_{name}"]} for name in SHOTS],
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


@screen.get("/install")
def page() -> str:
    """How to put it on the home screen, the help for this browser first."""
    agent = request.user_agent.string
    return render_template(
        "install/page.html",
        place="me",
        kind=kind(agent),
        inside=INSIDE.search(agent) is not None,
        address=f"{house().config.origin}{url_for('install.page')}",
    )


@screen.post("/install/later")
def later() -> Response:
    """Not offered again for thirty days. A cookie keeps it, since every device has a home screen of its own."""
    response = see_other("today.page")
    response.set_cookie(
        LATER, "1", LATER_S, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )
    return response


def kind(agent: str) -> str:
    """Which help fits a browser by its name for itself; an iPad that calls itself a Mac is told apart by the script."""
    return next((name for mark, name in KINDS if re.search(mark, agent)), "computer")


def _icon(name: str, size: int) -> dict[str, str]:
    return {"src": _source(f"icons/{name}"), "sizes": f"{size}x{size}", "type": "image/png"}


def _shot(name: str) -> dict[str, str]:
    return {
        "src": _source(f"screens/{name}.webp"), "sizes": SHOT_SIZE, "type": "image/webp", "form_factor": "narrow",
    }  # fmt: skip


def _source(path: str) -> str:
    """An address that changes with the picture alone: a new one makes phones offer to change the icon."""
    version = sha256(house().assets.files[path].body).hexdigest()[:16]
    return url_for("assets.file", version=version, path=path)
