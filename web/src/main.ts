// Given the page that the server sends, yields the running app in its #app; what the server wrote there gives way.
import './style/colour.css'
import './style/page.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { learn, preferred } from './state/language.svelte.ts'
import { applyTheme } from './state/theme.ts'

applyTheme()
const target = document.getElementById('app')
if (target) {
  void learn(preferred()).then(() => {
    target.replaceChildren()
    // The styles of the page that reads without JavaScript.
    document.querySelector('link[href="/page.css"]')?.remove()
    mount(App, { target })
  })
}
