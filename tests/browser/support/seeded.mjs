// Conversations that took place before anybody opens a page: an agent and visitors as programs.
import { openDesk, openWidget, signIn, visit } from '../../system/support/clients.mjs'

// Each is { name, effort, blocks }: asked, answered, closed, rated; the agent may block the customer.
export async function answeredConversations(stage, agent, people) {
  const desk = await openDesk(stage.origin, await signIn(stage.origin, agent))
  await desk.ask('snapshot')
  await desk.ask('presence.set', { presence: 'ready' })
  for (const { name, effort, blocks = false } of people) {
    const { token } = await visit(stage.origin, { name })
    const widget = await openWidget(stage.origin, token)
    await widget.ask('message.send', { client_id: `ask-${name}`, text: `Where is it, asks ${name}.` })
    const { data } = await desk.when('offer.made')
    const { work } = await desk.ask('offers.accept', { offer: data.offer.id })
    const conversation = work.conversation.id
    await desk.ask('messages.send', { conversation, client_id: `say-${name}`, text: 'On its way.' })
    if (blocks) {
      await desk.ask('conversations.block', { conversation })
    } else {
      await desk.ask('conversations.close', { conversation, outcome: 'Answered' })
      await widget.ask('survey.answer', { effort })
    }
    await desk.ask('work.complete', { work: work.id })
    await widget.close()
    desk.forget()
  }
  await desk.ask('presence.set', { presence: 'offline' })
  await desk.close()
}

// Somebody who leaves before an answer.
export async function whoLeaves(stage, name) {
  const { token } = await visit(stage.origin, { name })
  const widget = await openWidget(stage.origin, token)
  await widget.ask('message.send', { client_id: `ask-${name}`, text: 'Hello?' })
  await widget.ask('leave')
  await widget.close()
}
