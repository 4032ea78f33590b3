import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import './globals.css'

export const metadata: Metadata = {
  title: 'Portolan',
  description: 'A chart of AWS networks',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** The theme stands in a cookie, so the first byte already has the right colours and no inline script is needed. */
async function pinnedTheme(): Promise<'light' | 'dark' | undefined> {
  const value = (await cookies()).get('theme')?.value
  return value === 'light' || value === 'dark' ? value : undefined
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" data-theme={await pinnedTheme()} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>{children}</body>
    </html>
  )
}
