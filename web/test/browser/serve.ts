// Before the browser tests: reads the examples into a chronicle of its own and serves it. Afterwards the server is ended.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    base: string
    chromium: string
  }
}

const root = join(import.meta.dirname, '../../..')

/** Debian's chromium, or the one that CHROMIUM names. */
function chromium(): string {
  const named = process.env.CHROMIUM
  const found = (named ? [named] : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']).find((path) => existsSync(path))
  if (found) return found
  throw new Error(`No chromium at ${named ?? '/usr/bin/chromium'}: install it (apt-get install chromium), or name one in CHROMIUM.`)
}

function program(): string {
  const found = [process.env.RELATA, join(root, 'target/debug/relata'), join(root, 'target/release/relata')].find((path) => path && existsSync(path))
  if (found) return found
  throw new Error('The program is not built: cargo build -p relata-cli, or name it in RELATA.')
}

/** The address that the server prints once it listens. */
function listens(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`relata serve ${why}:\n${said}`))
    const late = setTimeout(() => fail('did not listen within 60 seconds'), 60_000).unref()
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on('data', (text: Buffer) => {
        said += text.toString()
        const address = /^http:\/\/[\d.:]+/m.exec(said)?.[0]
        if (!address) return
        clearTimeout(late)
        resolve(address)
      })
    }
    server.on('exit', () => fail('ended at once'))
  })
}

export default async function serve(project: TestProject): Promise<() => void> {
  project.provide('chromium', chromium())
  // A server that runs already, as while one writes the app.
  if (process.env.RELATA_AT) {
    project.provide('base', process.env.RELATA_AT)
    return () => undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'relata-web-'))
  const store = join(folder, 'examples.db')
  const relata = program()
  const env = { ...process.env, RELATA_MODELS: process.env.RELATA_MODELS ?? join(root, 'models') }
  const read = spawnSync(relata, ['read', join(root, 'examples'), '--into', store], { env, encoding: 'utf8' })
  // 1 says that some articles were left without analysis, as the English ones are where that model is missing.
  if (read.status !== 0 && read.status !== 1) throw new Error(`relata read failed:\n${read.stderr}`)

  const server = spawn(relata, ['serve', store, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const base = await listens(server)
  project.provide('base', base)
  return () => {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
