import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LinkReach } from './link-reach.tsx'

const told = (hostname: string) => renderToStaticMarkup(<LinkReach hostname={hostname} />)

describe('the reach of a link', () => {
  it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'charts.localhost'])(
    'is this machine alone under %s, and how to widen it is said',
    (hostname) => {
      expect(told(hostname)).toContain('This address works on this machine only.')
      expect(told(hostname)).toContain('--allow-host NAME')
      expect(told(hostname)).toContain(hostname)
    },
  )

  it.each(['charts.example.org', '10.0.0.4', '127.0.0.1.example.org', 'localhost.example.org', '[2001:db8::1]'])(
    'is not called this machine alone under %s',
    (hostname) => {
      expect(told(hostname)).toBe('')
    },
  )
})
