/** The page at `/`: what runs, how much there is to see, and where the API is. Without scripts the links remain. */
export const INDEX_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Tocsin</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23c2410c' d='M8 1a4 4 0 0 0-4 4v4l-2 3h12l-2-3V5a4 4 0 0 0-4-4zM6 13a2 2 0 0 0 4 0z'/%3E%3C/svg%3E">
<style>
  :root { --ground: #fafaf9; --card: #fff; --line: #e7e5e4; --text: #1c1917; --faint: #78716c; --accent: #c2410c; }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #171412; --card: #211d1a; --line: #3a3531; --text: #f5f5f4; --faint: #a8a29e; --accent: #fb923c; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 44rem; margin: 0 auto; padding: 4rem 1.5rem; }
  h1 { margin: 0; font-size: 2rem; letter-spacing: -0.02em; }
  h1::after { content: ''; display: block; width: 2.5rem; height: 3px; margin-top: .75rem; background: var(--accent); }
  p, dt { color: var(--faint); }
  dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 2rem 0; }
  dl div { padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
  dt { font-size: .875rem; }
  dd { margin: 0; font-size: 1.75rem; font-variant-numeric: tabular-nums; }
  a { color: var(--accent); text-underline-offset: .2em; }
  ul { padding: 0; list-style: none; columns: 2; }
</style>
</head>
<body>
<main>
  <h1>Tocsin</h1>
  <p id="state" role="status">The counts need JavaScript; the links below do not.</p>
  <dl>
    <div><dt>Active alerts</dt><dd id="active">–</dd></div>
    <div><dt>Suppressed alerts</dt><dd id="suppressed">–</dd></div>
    <div><dt>Groups</dt><dd id="groups">–</dd></div>
    <div><dt>Active silences</dt><dd id="silences">–</dd></div>
  </dl>
  <nav aria-label="API">
    <ul>
      <li><a href="api/v2/alerts">Alerts</a></li>
      <li><a href="api/v2/alerts/groups">Alert groups</a></li>
      <li><a href="api/v2/silences">Silences</a></li>
      <li><a href="api/v2/receivers">Receivers</a></li>
      <li><a href="api/v2/status">Status and configuration</a></li>
      <li><a href="api/v2/openapi.yaml">API description</a></li>
      <li><a href="metrics">Metrics</a></li>
    </ul>
  </nav>
</main>
<script>
  const show = (id, value) => { document.getElementById(id).textContent = value; };
  const get = async (path) => {
    const answer = await fetch('api/v2/' + path);
    if (!answer.ok) throw new Error(path + ': ' + answer.status);
    return answer.json();
  };
  const refresh = async () => {
    try {
      const [status, alerts, groups, silences] = await Promise.all([
        get('status'), get('alerts'), get('alerts/groups'), get('silences?pending=false&expired=false'),
      ]);
      const active = alerts.filter(({ status }) => status.state === 'active').length;
      show('active', active);
      show('suppressed', alerts.length - active);
      show('groups', groups.length);
      show('silences', silences.length);
      show('state', 'Version ' + status.versionInfo.version + ', up since ' + new Date(status.uptime).toLocaleString()
        + ', cluster ' + status.cluster.status + '.');
    } catch (error) {
      show('state', 'The counts could not be read (' + error.message + '). Trying again in 15 seconds.');
    }
  };
  refresh();
  setInterval(refresh, 15000);
</script>
</body>
</html>
`;
