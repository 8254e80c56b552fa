// Plain old JavaScript on purpose: this runs on whatever Node the system has, and comes before anything that needs ours.
// (package.json says "type": "module", so this is an ES module; Node 12.17 and later read it.)
var major = Number(process.versions.node.split('.')[0])
var needed = 26

if (major < needed) {
  process.stderr.write(
    '首问需要 Node ' +
      needed +
      ' 或更高版本，当前运行的是 ' +
      process.versions.node +
      '。\n' +
      '本程序自带 Node：请在程序目录中重新运行 npm install（不要加 --omit=optional 或 --no-optional），再用 npm start 或 npm test 启动。\n' +
      '如仍不行，请从 https://nodejs.org 安装 Node ' +
      needed +
      '。\n',
  )
  process.exit(2)
}
