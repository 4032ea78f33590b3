import type { NextConfig } from 'next'

/**
 * Next stands behind our own server (`lib/server/gate.ts`), which sets every security header and owns the
 * store and the workers; so this says only what Next itself must not do.
 */
const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  outputFileTracingRoot: import.meta.dirname,
  images: { unoptimized: true },
  // Opened by the process that serves, never by a bundle.
  serverExternalPackages: ['kysely'],
  devIndicators: false,
}

export default config
