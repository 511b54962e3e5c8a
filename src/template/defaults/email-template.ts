/**
 * The built-in mail, rendering to the document that Alertmanager sends. Mail clients read no style sheets, so every
 * element carries its style: the base and what is special about it.
 */
const BASE = "margin: 0; font-family: 'Helvetica Neue', Helvetica, Arial, sans-serif; box-sizing: border-box;";
const FONT = "font-family: 'Helvetica Neue', Helvetica, Arial, sans-serif; box-sizing: border-box;";
const SIZE = 'font-size: 14px;';
const TOP = 'vertical-align: top;';

const style = (...parts: readonly string[]) => `style="${parts.join(' ')}"`;
const PLAIN = style(BASE, SIZE);
const TABLE = `width="100%" cellpadding="0" cellspacing="0"`;
const BREAK = `<br ${PLAIN}>`;

/** What small screens see. */
const NARROW = `@media only screen and (max-width: 640px) {
  body {
    padding: 0 !important;
  }

  h1,
h2,
h3,
h4 {
    font-weight: 800 !important;
    margin: 20px 0 5px !important;
  }

  h1 {
    font-size: 22px !important;
  }

  h2 {
    font-size: 18px !important;
  }

  h3 {
    font-size: 16px !important;
  }

  .container {
    padding: 0 !important;
    width: 100% !important;
  }

  .content {
    padding: 0 !important;
  }

  .content-wrap {
    padding: 10px !important;
  }

  .invoice {
    width: 100% !important;
  }
}`;

const HEAD = `<head>
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>{{ template "__subject" . }}</title>
<style>
${NARROW}
</style>
</head>`;

/** How many alerts, and of which group, on the colour of the group's state. The two differ by a blank, as they do there. */
function banner(kind: string, color: string, labelEnd: string): string {
  const look = style(
    BASE,
    `${TOP} font-size: 16px; color: #fff; font-weight: 500; padding: 20px; text-align: center; border-radius: 3px 3px 0 0;`,
    `background-color: ${color};`,
  );
  return `
            <td class="alert alert-${kind}" ${look} valign="top" align="center" bgcolor="${color}">
              {{ $count := len .Alerts }}{{ $count }} alert{{ if gt $count 1 }}s{{ end }} for {{ range .GroupLabels.SortedPairs }}
                {{ .Name }}={{ .Value }}${labelEnd}
              {{ end }}
            </td>
            `;
}

const BANNER = `{{ if .Alerts.Firing }}${banner('warning', '#E6522C', '')}{{ else }}${banner('good', '#68B90F', ' ')}{{ end }}`;

const CELL = `<td class="content-block" ${style(BASE, SIZE, TOP, 'padding: 0 0 20px;')} valign="top">`;

/** A row of the mail's body. */
function row(content: string): string {
  return `<tr ${PLAIN}>
                  ${CELL}
                    ${content}
                  </td>
                </tr>`;
}

const strong = (text: string) => `<strong ${PLAIN}>${text}</strong>`;
const lines = (field: string) => `{{ range .${field}.SortedPairs }}{{ .Name }} = {{ .Value }}${BREAK}{{ end }}`;

const BUTTON_LOOK = style(
  BASE,
  SIZE,
  'text-decoration: none; color: #FFF; background-color: #348eda; border: solid #348eda; border-width: 10px 20px;',
  'line-height: 2em; font-weight: bold; text-align: center; cursor: pointer; display: inline-block;',
  'border-radius: 5px; text-transform: capitalize;',
);
const BUTTON = `<a href="{{ template "__alertmanagerURL" . }}" class="btn-primary" ${BUTTON_LOOK}>View in {{ template "__alertmanager" . }}</a>`;
const SOURCE_LOOK = style(BASE, SIZE, 'color: #348eda; text-decoration: underline;');

const ALERT = row(`${strong('Labels')}${BREAK}
                    ${lines('Labels')}
                    {{ if .Annotations }}${strong('Annotations')}${BREAK}{{ end }}
                    ${lines('Annotations')}
                    <a href="{{ .GeneratorURL }}" ${SOURCE_LOOK}>Source</a>${BREAK}`);

const RULE = row(`${BREAK}
                    <hr ${PLAIN}>
                    ${BREAK}`);

/** The alerts of one state. */
function section(state: string): string {
  return `${row(strong(`[{{ len .Alerts.${state} }}] ${state}`))}
                {{ end }}
                {{ range .Alerts.${state} }}
                ${ALERT}
                {{ end }}`;
}

const BODY = `<table ${TABLE} ${PLAIN}>
                ${row(BUTTON)}
                {{ if .Alerts.Firing }}
                ${section('Firing')}

                {{ if .Alerts.Resolved }}
                  {{ if .Alerts.Firing }}
                ${RULE}
                  {{ end }}
                ${section('Resolved')}
              </table>`;

const FOOTER_CELL = style(BASE, TOP, 'padding: 0 0 20px; text-align: center; color: #999; font-size: 12px;');
const FOOTER_LINK = style(BASE, 'text-decoration: underline; color: #999; font-size: 12px;');
const FOOTER = `<div class="footer" ${style(BASE, SIZE, 'width: 100%; clear: both; color: #999; padding: 20px;')}>
          <table width="100%" ${PLAIN}>
            <tr ${PLAIN}>
              <td class="aligncenter content-block" ${FOOTER_CELL} valign="top" align="center"><a href="{{ .ExternalURL }}" ${FOOTER_LINK}>Sent by {{ template "__alertmanager" . }}</a></td>
            </tr>
          </table>
        </div></div>`;

const EDGE = `<td ${style(BASE, SIZE, TOP)} valign="top"></td>`;
const BODY_LOOK = style(
  BASE,
  SIZE,
  '-webkit-font-smoothing: antialiased; -webkit-text-size-adjust: none; height: 100%; line-height: 1.6em;',
  'background-color: #f6f6f6; width: 100%;',
);
const CONTAINER_LOOK = style(FONT, SIZE, TOP, 'display: block; max-width: 600px; margin: 0 auto; clear: both;');
const CONTENT_LOOK = style(FONT, SIZE, 'max-width: 600px; margin: 0 auto; display: block; padding: 20px;');
const MAIN_LOOK = style(BASE, SIZE, 'background-color: #fff; border: 1px solid #e9e9e9; border-radius: 3px;');

const DOCUMENT = `

<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" ${PLAIN}>
${HEAD}

<body itemscope itemtype="https://schema.org/EmailMessage" ${BODY_LOOK}>

<table class="body-wrap" ${style(BASE, SIZE, 'background-color: #f6f6f6; width: 100%;')} width="100%" bgcolor="#f6f6f6">
  <tr ${PLAIN}>
    ${EDGE}
    <td class="container" width="600" ${CONTAINER_LOOK} valign="top">
      <div class="content" ${CONTENT_LOOK}>
        <table class="main" ${TABLE} ${MAIN_LOOK} bgcolor="#fff">
          <tr ${PLAIN}>
            ${BANNER}
          </tr>
          <tr ${PLAIN}>
            <td class="content-wrap" ${style(BASE, SIZE, TOP, 'padding: 30px;')} valign="top">
              ${BODY}
            </td>
          </tr>
        </table>

        ${FOOTER}
    </td>
    ${EDGE}
  </tr>
</table>

</body>
</html>

`;

/** `email.default.subject` and `email.default.html`, as a template file. */
export const EMAIL_TEMPLATES = `{{ define "email.default.subject" }}{{ template "__subject" . }}{{ end }}
{{ define "email.default.html" }}${DOCUMENT}{{ end }}
`;
