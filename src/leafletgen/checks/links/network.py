"""How this computer gets to the internet: the certificates that it trusts, and its proxy.

In: the system's settings and the environment. Out: a TLS context, and the proxy for an address.
Why: in many offices only a proxy leads outside, and it may inspect what passes, with a certificate that only the
system's own store knows.
"""

from __future__ import annotations

import os
import ssl
from ipaddress import ip_address
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

from leafletgen.errors import Problem, ResourceError, Where


def trusted() -> ssl.SSLContext | None:
    """The system's certificates, or those that SSL_CERT_FILE or SSL_CERT_DIR names; None without any.

    Raises ResourceError if SSL_CERT_FILE names no file of certificates: Python would say nothing, and trust nobody.
    """
    context = ssl.create_default_context()
    if named := os.environ.get("SSL_CERT_FILE"):
        try:
            context.load_verify_locations(named)
        except OSError as error:  # ssl.SSLError is one.
            why = "holds no certificates" if isinstance(error, ssl.SSLError) else f"cannot be read: {error.strerror}"
            message = f"SSL_CERT_FILE names a file that {why}."
            hint = (
                "Name a file of certificates in PEM form, which begins with -----BEGIN CERTIFICATE-----; or unset it."
            )
            raise ResourceError(Problem("certificates-unreadable", message, hint, Where(named))) from None
    paths = ssl.get_default_verify_paths()
    in_folder = paths.capath and any(Path(paths.capath).iterdir())
    if context.cert_store_stats()["x509_ca"] or paths.cafile or in_folder:
        return context
    return None


def proxy_for(scheme: str, host: str) -> str:
    """The address of the proxy for a host; empty if it is asked directly, as this computer itself always is."""
    if _is_here(host) or proxy_bypass(host):
        return ""
    proxies = getproxies()
    found = proxies.get(scheme) or proxies.get("all", "")
    return found if not found or "://" in found else f"http://{found}"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
