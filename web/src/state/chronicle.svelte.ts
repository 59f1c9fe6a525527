// Given the server's account of the chronicle, yields its types, publishers and days to every view.
import { meta } from '../api/client.ts'
import type { EventType, Meta } from '../api/record.ts'
import { language } from './language.svelte.ts'

const held = $state<{ meta: Meta | null }>({ meta: null })

/** What the chronicle holds; null until the server has said. */
export function chronicle(): Meta | null {
  return held.meta
}

/** Asks the server what the chronicle holds. */
export async function learnChronicle(anew = false): Promise<void> {
  held.meta = await meta(anew)
}

/** A type by its code. */
export function typeOf(code: string): EventType | undefined {
  return held.meta?.types.find((type) => type.code === code)
}

/** A type's name in the language of the page. */
export function typeName(code: string): string {
  const type = typeOf(code)
  return (language() === 'fr' ? type?.name_fr : type?.name_en) ?? code
}

/** Whether a type is cooperation or conflict, in words or deeds. */
export function familyOf(code: string): 'cooperation' | 'conflict' {
  const type = typeOf(code)
  return type?.family ?? ((type?.quad ?? 1) <= 2 ? 'cooperation' : 'conflict')
}
