"""How the packaged program becomes one of its workers; alone here, since every start looks at it."""

READ_WORKBOOK = "--read-workbook"
READ_INVOICE = "--read-invoice"
SHOW_PAGE = "--show-page"
SET_PAGES = "--set-pages"
READ_MAIL = "--read-mail"
WORKERS = frozenset((READ_WORKBOOK, READ_INVOICE, SHOW_PAGE, SET_PAGES, READ_MAIL))
