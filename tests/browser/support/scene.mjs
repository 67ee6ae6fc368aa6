// Beginnings that several stories share.
import { Desk } from './desk.mjs'
import { Visitor } from './visitor.mjs'

// Grace, who has asked something.
export async function askingCustomer(stage, options = {}) {
  const { name = 'Grace', question = 'A pole is missing.', locale = 'en', ...others } = options
  const customers = await stage.context(`customer ${name}`, { locale, ...others })
  const customer = await Visitor.arrive(stage, customers, { locale })
  await customer.openChat()
  await customer.giveName(name)
  await customer.send(question)
  return { customer, customers }
}

export async function readyAgent(stage, name, { locale = 'en', ...others } = {}) {
  const agents = await stage.context(`agent ${name}`, { locale, ...others })
  const desk = await Desk.signIn(stage, agents, name, { locale })
  await desk.setPresence('ready')
  return { desk, agents }
}

// Ann and Grace, talking.
export async function inConversation(stage) {
  await stage.slowDown()
  const { desk, agents } = await readyAgent(stage, 'ann')
  const { customer, customers } = await askingCustomer(stage)
  await desk.accept()
  await desk.send('Which one?')
  await customer.message('Which one?').waitFor()
  return { agents, desk, customers, customer }
}
