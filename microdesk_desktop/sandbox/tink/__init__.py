"""Tink on this computer: tokens, users, Tink Link under the same origin, and Data v2, as strict as the real one."""

from microdesk_desktop.sandbox.tink.service import SandboxTink

__all__ = ["SandboxTink"]
