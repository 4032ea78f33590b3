'use client'

/** What most questions need not say: family, addresses, source port, ICMP message, and what the path must pass. */

import { useId, useState } from 'react'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { detailCount, portOf } from './question-words.ts'

export interface AskMoreProps {
  readonly draft: AskedQuestion
  readonly onChange: (patch: Partial<AskedQuestion>) => void
  readonly ported: boolean
}

const FIELD = 'h-7 w-full rounded-md border border-hair-2 bg-well px-2 text-ink text-xs'

export function AskMore({ draft, onChange, ported }: AskMoreProps) {
  const id = useId()
  const [initially] = useState(detailCount(draft) > 0)
  const isIcmp = draft.protocol.startsWith('icmp')
  return (
    <details className="mt-1.5" open={initially}>
      <summary className="min-h-6 text-2xs text-ink-2 leading-6">More</summary>
      <div className="grid grid-cols-2 gap-x-2 gap-y-1.5">
        <label htmlFor={`${id}-family`} className="text-2xs text-ink-3">
          <span className="mb-0.5 block">Family</span>
          <select
            id={`${id}-family`}
            value={draft.family ?? ''}
            onChange={(event) => onChange({ family: familyOf(event.target.value) })}
            className={FIELD}
          >
            <option value="">as the ends have it</option>
            <option value="4">IPv4</option>
            <option value="6">IPv6</option>
          </select>
        </label>
        <TextField
          label="Via"
          hint="load balancer or gateway"
          value={draft.via}
          onChange={(via) => onChange({ via })}
        />
        <TextField
          label="Source address"
          hint="chosen for you"
          value={draft.sourceIp}
          onChange={(sourceIp) => onChange({ sourceIp })}
        />
        <TextField
          label="Destination address"
          hint="chosen for you"
          value={draft.destinationIp}
          onChange={(destinationIp) => onChange({ destinationIp })}
        />
        {ported && (
          <TextField
            label="Source port"
            hint="any of 1024–65535"
            value={draft.sourcePort === null ? null : String(draft.sourcePort)}
            onChange={(text) => onChange({ sourcePort: portOf(text ?? '') })}
          />
        )}
        {isIcmp && (
          <>
            <TextField
              label="ICMP type"
              hint="echo request"
              value={draft.icmpType === null ? null : String(draft.icmpType)}
              onChange={(text) => onChange({ icmpType: messageOf(text) })}
            />
            <TextField
              label="ICMP code"
              hint="any"
              value={draft.icmpCode === null ? null : String(draft.icmpCode)}
              onChange={(text) => onChange({ icmpCode: messageOf(text) })}
            />
          </>
        )}
      </div>
    </details>
  )
}

function familyOf(text: string): AskedQuestion['family'] {
  return text === '4' ? 4 : text === '6' ? 6 : null
}

function messageOf(text: string | null): number | null {
  const port = portOf(text ?? '')
  return port === null ? null : Math.min(255, port)
}

interface TextFieldProps {
  readonly label: string
  /** What holds while the field is empty. */
  readonly hint: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

function TextField({ label, hint, value, onChange }: TextFieldProps) {
  const id = useId()
  return (
    <label htmlFor={id} className="text-2xs text-ink-3">
      <span className="mb-0.5 block">{label}</span>
      <input
        id={id}
        value={value ?? ''}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        maxLength={1024}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        className={`mono ${FIELD}`}
      />
    </label>
  )
}
