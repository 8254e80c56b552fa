export { bankCard, tidyCard } from '#core/numbers/bank.ts'
export { ageOn, type Citizen, citizen, citizenProblems, tidyCitizen } from '#core/numbers/citizen.ts'
export { landlineProblems, mobileProblems, phoneProblems, postalProblems } from '#core/numbers/contact.ts'
export { creditProblems, tidyCredit } from '#core/numbers/credit.ts'
