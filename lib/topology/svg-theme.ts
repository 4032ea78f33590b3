/** The colours of a picture, as hex: readers of SVG outside a browser know no `oklch()` and no custom properties. */

import type { SubnetClass } from '../inventory/subnet-class.ts'

/** A finding's severity, by the words findings use; the picture knows nothing else of them. */
export type BadgeSeverity = 'critical' | 'high' | 'medium' | 'low' | 'info'

/** What can reach a resource, by the words findings use; `near` where one change would let the internet in. */
export type RingLevel =
  | 'internet'
  | 'limited'
  | 'corporate'
  | 'cross-account'
  | 'internal'
  | 'none'
  | 'unknown'
  | 'near'

export interface Palette {
  readonly paper: string
  readonly sheet: string
  readonly card: string
  readonly chip: string
  readonly chrome: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly hair: string
  readonly hair2: string
  readonly onSeverity: string
  readonly severity: Readonly<Record<BadgeSeverity, string>>
  readonly subnet: Readonly<Record<SubnetClass, string>>
}

export type SvgTheme = 'light' | 'dark'

/** Converted from the tokens of the screen, chart paper and night watch. */
export const PALETTES: Readonly<Record<SvgTheme, Palette>> = {
  light: {
    paper: '#f9f7f1',
    sheet: '#fcfbf7',
    card: '#ffffff',
    chip: '#fbfaf7',
    chrome: '#fdfcf9',
    ink: '#1a222e',
    ink2: '#48505c',
    ink3: '#636b76',
    hair: '#dfdcd5',
    hair2: '#c1bdb5',
    onSeverity: '#ffffff',
    severity: { critical: '#b80c36', high: '#b44f00', medium: '#946600', low: '#4d638b', info: '#6b6f75' },
    subnet: {
      public: '#328c46',
      'private-egress': '#3a75bf',
      'private-transit': '#8358b9',
      isolated: '#86898e',
      unknown: '#636b76',
    },
  },
  dark: {
    paper: '#0d131c',
    sheet: '#131a24',
    card: '#1b222c',
    chip: '#232b35',
    chrome: '#121923',
    ink: '#efede7',
    ink2: '#b1b8c0',
    ink3: '#8d959d',
    hair: '#2c333d',
    hair2: '#454c57',
    onSeverity: '#0e141d',
    severity: { critical: '#fb707a', high: '#f59f58', medium: '#ecc663', low: '#93abd8', info: '#9b9fa5' },
    subnet: {
      public: '#62c37a',
      'private-egress': '#69a1e8',
      'private-transit': '#b490e8',
      isolated: '#7d8086',
      unknown: '#8d959d',
    },
  },
}
