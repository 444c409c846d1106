"""Qonto simulator on this computer."""

from microdesk_desktop.sandbox.qonto.service import SandboxQonto

__all__ = ["SandboxQonto"]
