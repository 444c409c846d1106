"""The TLS settings of every connection, built by hand because the standard ones obey the environment."""

import ssl


def tls_context() -> ssl.SSLContext:
    """A client context that verifies certificate and host name against certifi's authorities, from TLS 1.2 on.

    `ssl.create_default_context`, which httpx calls too, writes the session keys of every connection to the file named
    by SSLKEYLOGFILE: with them, a recording of the traffic gives away tokens and statements. Nothing here reads
    SSLKEYLOGFILE, SSL_CERT_FILE or SSL_CERT_DIR.
    """
    import certifi

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # verifies certificate and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(certifi.where())
    return context
