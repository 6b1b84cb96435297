/**
 * Runs before the server listens. The adapter would listen on every interface and on port 3000; Aftercare listens on
 * this machine only, on 4173, unless it is told otherwise.
 */
import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import process from 'node:process'

process.env.HOST ??= '127.0.0.1'
process.env.PORT ??= '4173'

/**
 * The adapter takes every request for one by https unless a header says otherwise, and a form of a page that came by plain http would be refused
 * as one of a foreign site. A proxy that speaks https for us says so in this header; where nobody does, the connection itself tells.
 */
process.env.PROTOCOL_HEADER ??= 'x-forwarded-proto'
if (process.env.PROTOCOL_HEADER === 'x-forwarded-proto') {
  diagnostics.subscribe('http.server.request.start', (message) => {
    // What Node documents for this channel.
    const { request } = message as { request: IncomingMessage }
    const [said] = String(request.headers['x-forwarded-proto'] ?? '').split(',')
    request.headers['x-forwarded-proto'] = said?.trim() === 'https' ? 'https' : 'http'
  })
}
