export default {
  nav: 'Desk',
  tab: 'Work',
}
