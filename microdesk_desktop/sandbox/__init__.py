"""The outside world, played on this computer: the demonstration and the tests talk to it as to the real one."""
