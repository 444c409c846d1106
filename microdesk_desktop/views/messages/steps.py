"""What long work is doing, in words: one sentence per key of its progress."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.i18n import tr


def step_text(key: str) -> str:
    """The step in the user's language; empty for a key without words, and the caller's own text then stays."""
    words = _STEPS.get(key)
    return words() if words else ""


_STEPS: Mapping[str, Callable[[], str]] = {
    "read": lambda: tr("Lecture du fichier…"),
    "parse": lambda: tr("Lecture du fichier…"),
    "import": lambda: tr("Import en cours…"),
    "keep": lambda: tr("Enregistrement des opérations…"),
    "consent": lambda: tr("Demande d'accord à votre banque…"),
    "accounts": lambda: tr("Lecture de vos comptes…"),
    "fetch": lambda: tr("Lecture des opérations à la banque…"),
    "read_labels": lambda: tr("Lecture des libellés…"),
    "certain": lambda: tr("Recherche de ce que règlent les opérations…"),
    "suggest": lambda: tr("Recherche de propositions…"),
    "attribute": lambda: tr("Enregistrement des règlements…"),
    "revoke": lambda: tr("Retrait de votre accord…"),
    "erase": lambda: tr("Effacement des données de la banque…"),
    "revoke_all": lambda: tr("Fermeture des accès…"),
    "erase_trips": lambda: tr("Effacement des kilomètres…"),
    "erase_all": lambda: tr("Effacement de tout…"),
    "examine": lambda: tr("Vérification de la sauvegarde…"),
    "restore": lambda: tr("Restauration de la sauvegarde…"),
    "export": lambda: tr("Export de la liste…"),
    "export_all": lambda: tr("Export de toutes vos données…"),
    "import_all": lambda: tr("Reprise de l'export…"),
    "accountant": lambda: tr("Préparation du dossier pour le comptable…"),
    "person_copy": lambda: tr("Préparation de la copie…"),
    "lay_out": lambda: tr("Mise en page de la liste…"),
    "print": lambda: tr("Impression de la liste…"),
    "save_files": lambda: tr("Enregistrement des pièces jointes…"),
    "purge": lambda: tr("Effacement de ce qui arrive à son terme…"),
    "backups": lambda: tr("Effacement dans les sauvegardes…"),
}
