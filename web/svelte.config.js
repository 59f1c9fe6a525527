// Svelte as the app uses it: runes everywhere, and accessibility warnings are errors of `npm run check`.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

export default {
  compilerOptions: { runes: true },
  preprocess: vitePreprocess(),
}
