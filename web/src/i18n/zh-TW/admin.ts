export default {
  nav: '設定',
}
