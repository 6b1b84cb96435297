#!/usr/bin/env node
// Starts the command line on a Node that can run it. Plain JavaScript of old: the Node that starts it may be any.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeBinary } from './setup/node.mjs'

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
const child = spawn(nodeBinary(), [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`cli.node_not_startable: ${error.message}`)
  process.exit(2)
})
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
