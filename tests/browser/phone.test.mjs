// On a phone: the widget covers the screen, the desk shows one thing at a time.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Desk } from './support/desk.mjs'
import { onStage, settled } from './support/stage.mjs'
import { Visitor } from './support/visitor.mjs'

test('a customer and an agent with phones in their hands', async () => {
  await onStage('phone', async (stage) => {
    await stage.slowDown()
    const agents = await stage.context('agent', { device: 'phone' })
    const desk = await Desk.open(stage, agents, 'ann')
    await stage.look(desk.page, 'sign-in')
    await desk.enter()
    await desk.start()
    await desk.setPresence('ready')
    await stage.look(desk.page, 'ready')

    const customers = await stage.context('customer', { device: 'phone' })
    const customer = await Visitor.arrive(stage, customers)
    await stage.look(customer.page, 'shop')
    await customer.openChat()
    await settled(customer.page)
    const panel = await customer.within('.panel').boundingBox()
    assert.deepEqual(panel, { x: 0, y: 0, width: 390, height: 844 })
    await stage.look(customer.page, 'name')
    await customer.giveName('Grace')
    await customer.send('A pole is missing.')
    await stage.look(customer.page, 'place')

    await desk.offer.waitFor()
    await stage.look(desk.page, 'offer')
    const accept = desk.offer.getByRole('button', { name: desk.t('desk.offer.accept') }).first()
    const target = await accept.boundingBox()
    assert.ok(target.height >= 44, `Accept is ${target.height} px high`)
    await accept.tap()
    await desk.composer.waitFor()
    assert.equal(await desk.rows.filter({ visible: true }).count(), 0) // one pane at a time
    await desk.send('Which one?')
    await customer.message('Which one?').waitFor()
    await customer.send('The long one.')
    await desk.message('The long one.').waitFor()
    await stage.look(customer.page, 'talk-customer')
    await stage.look(desk.page, 'talk')

    await desk.button('desk.conversation.back').tap()
    await desk.row('Grace').waitFor()
    assert.equal(await desk.composer.filter({ visible: true }).count(), 0)
    await stage.look(desk.page, 'list')
    await desk.row('Grace').tap()
    await desk.composer.waitFor()
  })
})
