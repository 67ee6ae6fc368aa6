// Walks the widget through its states against the test double, in real Chromium: pictures of each
// state, axe on each, layout shifts summed, and the things that only a browser shows.
//   node widget/dev/walk.mjs [folder for pictures] [walks…]
import { Walk, check, finish, inWidget } from './stage.mjs'

async function greetAndAsk(walk, words) {
  const { page } = walk
  await inWidget(page, '.launcher').click()
  await inWidget(page, '#fl-name').waitFor()
  await inWidget(page, '.times dd').first().waitFor()
  await walk.state('start')
  await inWidget(page, '.big').first().click()
  await walk.state('name-missing')
  await inWidget(page, '#fl-name').fill(words.name)
  await inWidget(page, '.start .big').click()
  await inWidget(page, 'textarea').first().waitFor()
  await walk.state('ask')
  await inWidget(page, '.composing textarea').click()
  await page.keyboard.type(words.question)
  await page.keyboard.press('Enter')
  await inWidget(page, '.place-title').waitFor()
  await inWidget(page, '.state', { hasText: words.received }).first().waitFor()
}

const PNG = (() => {
  // 2 × 2, red: enough to be an image.
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGO8o6LCwMDAxAAGIAoAD1gBMpUoVswAAAAASUVORK5CYII=',
    'base64',
  )
})()

async function story(name, options, words) {
  const walk = await Walk.begin(name, options)
  const { page, double } = walk
  await walk.state('shop')
  await greetAndAsk(walk, words)
  const visitor = walk.visitor
  check(visitor.customer.name === words.name, `${name}: the name arrives`)
  check(visitor.hints.page?.url?.includes('/demo'), `${name}: the page arrives`)
  await walk.state('queue')
  double.place(visitor, { position: 1, cause: 'higher_priority' })
  await inWidget(page, '.why.warn').waitFor()
  await walk.state('queue-next')
  double.place(visitor, { position: 3, wait: null })
  await walk.state('queue-unknown')

  double.join(visitor, words.agent)
  await inWidget(page, '.face').waitFor()
  double.say(visitor, words.sorry)
  await page.keyboard.type(words.need)
  await page.keyboard.press('Enter')
  await inWidget(page, '.message.own').nth(1).waitFor()
  double.read(visitor)
  double.say(visitor, '', [
    double.keep('replacement-1482.pdf', 'application/pdf', Buffer.alloc(86000)),
  ])
  double.say(visitor, words.promise)
  double.typing(visitor, true)
  await inWidget(page, '.note', { hasText: words.agent }).waitFor()
  await walk.state('talk')

  await inWidget(page, 'input[type=file]').setInputFiles([
    { name: 'pole.png', mimeType: 'image/png', buffer: PNG },
    { name: 'movie.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(11_000_000) },
    { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ nothing') },
  ])
  await inWidget(page, '.tray .failed').nth(1).waitFor()
  await walk.state('files')
  for (let i = 0; i < 2; i++) await inWidget(page, '.tray .failed button').first().click()
  await inWidget(page, '.round.main').click()
  await inWidget(page, '.message.own img').waitFor()
  await inWidget(page, '.input .round').click()
  await inWidget(page, '.emoji button').first().waitFor()
  await walk.state('emoji')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  check(
    (await inWidget(page, 'textarea').first().inputValue()) !== '',
    `${name}: emoji is inserted`,
  )
  double.failNext = 'unavailable store.full'
  await page.keyboard.press('Enter')
  await inWidget(page, '.failure').waitFor()
  await walk.state('not-sent')
  await inWidget(page, '.failure button').first().click()
  await inWidget(page, '.failure').waitFor({ state: 'detached' })
  double.tell(visitor, 'idle.warned', { closes_at: new Date(Date.now() + 90_000).toISOString() })
  await inWidget(page, '.note.warn').waitFor()
  await walk.state('idle')

  await inWidget(page, '.tool[aria-haspopup]').click()
  await walk.state('menu')
  await page.keyboard.press('Escape')
  double.cut(true)
  await inWidget(page, '.sub.warn').waitFor()
  await inWidget(page, '.composing textarea').fill(words.later)
  await page.keyboard.press('Enter')
  await walk.state('offline')
  double.cut(false)
  await inWidget(page, '.message.sending').waitFor({ state: 'detached' })
  check(
    visitor.messages.filter((message) => message.text === words.later).length === 1,
    `${name}: what was written offline arrives once`,
  )

  double.part(visitor, 'gone')
  double.place(visitor, { position: 1, cause: 'agent_gone' })
  await inWidget(page, '.why.warn').waitFor()
  await walk.state('agent-gone')
  double.join(visitor, words.agent)
  await inWidget(page, '.face').waitFor()
  double.close(visitor)
  await inWidget(page, '.survey').waitFor()
  check(
    (await inWidget(page, '.efforts input:checked').count()) === 0,
    `${name}: nothing preselected`,
  )
  await walk.state('survey')
  await inWidget(page, '.survey .big').click()
  await inWidget(page, '.survey .late:not(:empty)').waitFor()
  await inWidget(page, '.efforts label').nth(1).click()
  await inWidget(page, '#fl-comment').fill(words.comment)
  await walk.state('survey-chosen')
  await inWidget(page, '.survey .big').click()
  await inWidget(page, '.thanks').waitFor()
  const answer = visitor.asked.findLast((one) => one.do === 'survey.answer')
  check(
    answer?.args.effort === 2 && answer.args.comment === words.comment,
    `${name}: effort arrives`,
  )
  await walk.state('thanks')
  await inWidget(page, '.link').click()
  await walk.state('transcript')
  await inWidget(page, '.head .tool').first().click()
  await inWidget(page, '.ways .alt').first().click()
  await inWidget(page, '.face').waitFor()
  await walk.state('reopened')
  await walk.end()
}

const english = {
  name: 'Grace',
  agent: 'Ann',
  question: 'The tent I bought last week is missing a pole.',
  received: 'Received',
  sorry: 'Grace, a pole missing right before the weekend is maddening. I’ll send you one.',
  need: 'Yes, I need it on Saturday.',
  promise:
    'The pole arrives on Friday morning. See https://trailhouse.test/orders/1482?x=1, they call first.',
  later: 'One more thing: the bag is torn too.',
  comment: 'I had to ask twice for the invoice.',
}
const chinese = {
  name: '小薇',
  agent: '安然',
  question: '上周买的帐篷少了一根撑杆。',
  received: '已收到',
  sorry: '小薇，刚到手就少一根，周末的安排都被打乱了吧。我来给你补发。',
  need: '是的，周六就要用。',
  promise: '撑杆周五上午到，送货前会先给你打电话。',
  later: '还有，收纳袋也破了。',
  comment: '发票要问两次。',
}
const traditional = {
  ...chinese,
  question: '上週買的帳篷少了一根撐杆。',
  sorry: '小薇，剛到手就少一根，週末的安排都被打亂了吧。我來給你補寄。',
  need: '是的，週六就要用。',
  promise: '撐杆週五上午到，送貨前會先給你打電話。',
  later: '還有，收納袋也破了。',
  comment: '發票要問兩次。',
}

// The page keeps its focus and its keys; on a phone the window keeps the focus inside.
async function focus() {
  const walk = await Walk.begin('focus', { path: '/demo#/cart' })
  const { page } = walk
  await page.evaluate(() => {
    window.keys = 0
    document.addEventListener('keydown', () => (window.keys += 1))
  })
  await page.locator('select').focus()
  await page.evaluate(() => window.Firstline.open())
  await inWidget(page, '#fl-name').waitFor()
  const kept = await page.evaluate(() => document.activeElement.tagName)
  check(kept === 'SELECT', `focus: opening by the page takes no focus, ${kept} has it`)
  await inWidget(page, '#fl-name').click()
  await page.keyboard.type('Grace')
  check((await page.evaluate(() => window.keys)) === 0, 'focus: the page hears no typed key')
  await page.keyboard.press('Enter')
  await inWidget(page, '.composing textarea').waitFor()
  const next = await page.evaluate(
    () => document.querySelector('firstline-widget').shadowRoot.activeElement?.tagName,
  )
  check(next === 'TEXTAREA', `focus: the next screen goes on where one writes, ${next} has it`)
  await walk.end()

  const phone = await Walk.begin('focus-phone', { phone: true })
  await inWidget(phone.page, '.launcher').click()
  await inWidget(phone.page, '#fl-name').waitFor()
  check(
    (await inWidget(phone.page, '.panel').getAttribute('aria-modal')) !== null,
    'focus-phone: the window says that it covers the page',
  )
  for (let i = 0; i < 12; i++) {
    await phone.page.keyboard.press(i % 4 === 3 ? 'Shift+Tab' : 'Tab')
    const isInside = await phone.page.evaluate(
      () => document.querySelector('firstline-widget').shadowRoot.activeElement !== null,
    )
    check(isInside, `focus-phone: Tab ${i} stays inside`)
  }
  await phone.end()
}

// In line and out again, asked first, because a place cannot be taken back; then anew.
async function leaving() {
  const walk = await Walk.begin('leaving')
  const { page } = walk
  await greetAndAsk(walk, english)
  await inWidget(page, '.tool[aria-haspopup]').click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await inWidget(page, '.menu .danger').waitFor()
  await walk.state('sure')
  await inWidget(page, '.menu .danger').click()
  await inWidget(page, '.ways').waitFor()
  await walk.state('left')
  check(await inWidget(page, '.survey').isHidden(), 'leaving: nothing is asked')
  await inWidget(page, '.ways .alt').nth(1).click()
  await inWidget(page, '.composing textarea').click()
  await page.keyboard.type('Another question')
  await page.keyboard.press('Enter')
  await inWidget(page, '.place-title').waitFor()
  check((await inWidget(page, '.lines .text').count()) === 1, 'leaving: the new one begins empty')
  await inWidget(page, '.tool[aria-haspopup]').click()
  await page.keyboard.press('Enter')
  await inWidget(page, '.history li').waitFor()
  await walk.state('history')
  await walk.end()
}

async function closedShop() {
  const prepare = (double) => {
    double.queueLive = { is_open: false, is_staffed: false, waiting: 0, wait: null }
  }
  const walk = await Walk.begin('closed', { prepare })
  const { page } = walk
  await inWidget(page, '.launcher').click()
  await inWidget(page, '.times dd').first().waitFor()
  await walk.state('start')
  await inWidget(page, '#fl-name').fill('Grace')
  await page.keyboard.press('Enter')
  await inWidget(page, '.composing textarea').fill('My tent is missing a pole.')
  await walk.state('ask')
  await page.keyboard.press('Enter')
  await inWidget(page, '.place.kept').waitFor()
  await walk.state('message-left')
  await walk.end()
}

// Two tabs, one of them closed; a reload; unread while hidden; nothing lost, nothing twice.
async function tabs() {
  const walk = await Walk.begin('tabs')
  const { page, double } = walk
  await greetAndAsk(walk, english)
  const visitor = walk.visitor
  const second = await walk.open('/demo#/product/tent-t2')
  await inWidget(second, '.launcher').click()
  await inWidget(second, '.message.own').first().waitFor()
  check(double.visitors.size === 1, 'tabs: both are the same visitor')
  double.join(visitor)
  double.say(visitor, 'Hello from here.')
  await inWidget(second, '.message.theirs', { hasText: 'Hello from' }).waitFor()
  await inWidget(page, '.message.theirs', { hasText: 'Hello from' }).waitFor()
  await inWidget(second, '.composing textarea').fill('From the second tab')
  await second.keyboard.press('Enter')
  await inWidget(page, '.message.own', { hasText: 'second tab' }).waitFor()
  await second.close()
  check(visitor.conversation.phase === 'open', 'tabs: closing one ends nothing')
  await page.bringToFront()
  await page.keyboard.press('Escape')
  check(await inWidget(page, '.panel').isHidden(), 'tabs: Escape hides the window')
  const focused = await page.evaluate(
    () => document.querySelector('firstline-widget').shadowRoot.activeElement?.className,
  )
  check(focused === 'launcher', `tabs: the focus is back on the button, not ${focused}`)
  double.say(visitor, 'Are you there?')
  await inWidget(page, '.badge:not([hidden])').waitFor()
  await walk.state('unread')
  await page.reload()
  await inWidget(page, '.badge:not([hidden])').waitFor()
  await inWidget(page, '.launcher').click()
  await inWidget(page, '.lines .text').nth(3).waitFor()
  check((await inWidget(page, '.lines .text').count()) === 4, 'tabs: each message once')
  check(
    visitor.asked.some((one) => one.do === 'read'),
    'tabs: seen is told',
  )
  await walk.end()
}

// The socket breaks in the middle of sending, many times: every message exactly once, in order.
async function storms() {
  const walk = await Walk.begin('storm')
  const { page, double } = walk
  await greetAndAsk(walk, english)
  const visitor = walk.visitor
  double.join(visitor)
  const written = []
  for (let i = 1; i <= 12; i++) {
    double.isSilent = i % 3 === 0 // the message may or may not have been taken
    written.push(`line ${i}`)
    await inWidget(page, '.composing textarea').fill(`line ${i}`)
    await page.keyboard.press('Enter')
    if (i % 3 === 0) {
      double.cut(false)
      double.isSilent = false
    }
    double.say(visitor, `answer ${i}`)
  }
  await inWidget(page, '.message', { hasText: 'answer 12' }).waitFor()
  await inWidget(page, '.message.sending').first().waitFor({ state: 'detached', timeout: 60_000 })
  const stored = visitor.messages.filter((message) => message.text.startsWith('line'))
  check(
    JSON.stringify(stored.map((message) => message.text)) === JSON.stringify(written),
    `storm: stored ${stored.map((message) => message.text)}`,
  )
  const shown = await inWidget(page, '.lines .text').allTextContents()
  const expected = visitor.messages.map((message) => message.text)
  check(JSON.stringify(shown) === JSON.stringify(expected), `storm: shown ${shown}`)
  await walk.state('after')
  await walk.end()
}

async function pages() {
  const walk = await Walk.begin('pages')
  const { page } = walk
  await page.goto(`${walk.url}/demo#/product/tent-t2`)
  await page.locator('.buy').click()
  await page.locator('.count', { hasText: '1' }).waitFor()
  await walk.state('product')
  await page.goto(`${walk.url}/demo#/cart`)
  await walk.state('cart')
  await inWidget(page, '.launcher').click()
  await inWidget(page, '#fl-name').waitFor()
  await inWidget(page, '.times dd').first().waitFor()
  check(walk.visitor.hints.cart?.items?.length === 1, 'pages: the cart arrives')
  await walk.end()
  for (const [name, options] of [
    ['contact', {}],
    ['contact-phone', { phone: true, scheme: 'dark', locale: 'zh-CN' }],
  ]) {
    const contact = await Walk.begin(name, { ...options, path: '/contact/demo' })
    await contact.page.locator('.channels li').first().waitFor()
    await contact.state('live')
    await contact.page.locator('button.act').click()
    await inWidget(contact.page, '#fl-name').waitFor()
    await contact.state('open')
    await contact.end()
  }
}

async function refusals() {
  const walk = await Walk.begin('refused', {
    prepare: (double) => (double.isRefused = 'widget.unknown'),
  })
  await inWidget(walk.page, '.launcher').click()
  await inWidget(walk.page, '.code', { hasText: 'widget.unknown' }).waitFor()
  await walk.state('setup')
  await walk.end()
}

const stories = {
  en: () => story('en', {}, english),
  zh: () => story('zh', { locale: 'zh-CN', scheme: 'dark' }, chinese),
  'en-phone': () => story('en-phone', { phone: true }, english),
  'zh-hant-phone': () => story('zh-hant-phone', { phone: true, locale: 'zh-TW' }, traditional),
  focus,
  leaving,
  closed: closedShop,
  tabs,
  storms,
  pages,
  refusals,
}
const wanted = process.argv.slice(3)
for (const [name, run] of Object.entries(stories)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  try {
    await run()
  } catch (error) {
    check(false, `${name}: ${error.message}`)
  }
}
await finish()
