// Reads cases as JSON and writes what URSSAF's public model answers for each: euros a month of every contribution.
// A case: {activity, craft, department, created, month, euros, acre, flat_tax}, its dates as 2026-11-01.
import Engine from 'publicodes'
import rules from 'modele-social'

const OWN = 'dirigeant . auto-entrepreneur . '
const TURNOVER = {
  sales: 'vente restauration hébergement',
  bic_services: 'service BIC',
  bnc: 'service BNC',
  bnc_cipav: 'service BNC',
}
const ANSWERS = {
  social: 'cotisations et contributions . cotisations',
  training: 'cotisations et contributions . CFP',
  chamber: 'cotisations et contributions . TFC',
  income_tax: 'impôt . versement libératoire . montant',
}
const yes = (said) => (said ? 'oui' : 'non')
const day = (text) => text.split('-').reverse().join('/')

function nature(activity, craft) {
  if (activity.startsWith('bnc')) return 'libérale'
  return craft ? 'artisanale' : 'commerciale'
}

function situation({ activity, craft, department, created, month, euros, acre, flat_tax }) {
  const liberal = 'entreprise . activité . nature . libérale . réglementée'
  const place = department ? { 'établissement . commune . département': `'${department}'` } : {}
  return {
    'entreprise . catégorie juridique': "'EI'",
    'entreprise . catégorie juridique . EI . auto-entrepreneur': 'oui',
    'entreprise . activité . nature': `'${nature(activity, craft)}'`,
    'entreprise . date de création': day(created),
    'dirigeant . exonérations . ACRE': yes(acre),
    [`${OWN}impôt . versement libératoire`]: yes(flat_tax),
    [`entreprise . chiffre d'affaires . ${TURNOVER[activity]}`]: `${euros} €/mois`,
    ...(activity === 'bnc_cipav' ? { [liberal]: 'oui', [`${OWN}Cipav`]: 'oui' } : {}),
    ...place,
    date: day(month),
  }
}

let text = ''
for await (const part of process.stdin) text += part
const silent = { log() {}, warn() {}, error() {} }
const engine = new Engine(rules, { logger: silent })
const answers = JSON.parse(text).map((each) => {
  engine.setSituation(situation(each))
  return Object.fromEntries(
    Object.entries(ANSWERS).map(([kind, rule]) => {
      const found = engine.evaluate({ valeur: OWN + rule, unité: '€/mois' })
      return [kind, found.nodeValue ?? null]
    }),
  )
})
process.stdout.write(JSON.stringify(answers))
