export default {
  nav: 'Floor',
}
