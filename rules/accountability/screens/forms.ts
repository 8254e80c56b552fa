import { breaches, Media, Proposing } from '#rules/accountability/contract.ts'
import type { Schema } from '#ui/form/schema.ts'

const fields = (Proposing as Schema).properties ?? {}
const number: Schema = {
  ...fields.number,
  'x-hint': '填写投诉登记或有关事项的编号；证据由系统从办理记录中取，不用抄写',
}
const verified: Schema = { ...fields.verified, 'x-hint': '怎样核实的、查明了什么' }
const found = Object.entries(breaches).filter(([code, { by }]) => by === 'head' && code !== 'media')
const breach: Schema = {
  type: 'string',
  title: '情形',
  oneOf: found.map(([code, { label, clause }]) => ({ const: code, title: `${label}（${clause}）` })),
}

/** A complaint was looked into and found true: cold, unclear, forbidden words, shirking (2.4.2, 2.4.3). */
export const proposeForm: Schema = {
  type: 'object',
  required: ['staff', 'breach', 'number', 'verified'],
  properties: { staff: fields.staff ?? {}, breach, number, verified },
}

/** The media showed it and it was found true (2.4.4). */
export const mediaForm: Schema = {
  type: 'object',
  required: ['staff', 'media', 'number', 'verified'],
  properties: {
    staff: fields.staff ?? {},
    media: Media as Schema,
    number: { ...number, title: '核实所依据的事项编号' },
    verified,
  },
}

/** A valid complaint about the same lateness (7.6). */
export const joinForm: Schema = {
  type: 'object',
  required: ['number', 'verified'],
  properties: { number: { ...number, title: '投诉编号' }, verified },
}
