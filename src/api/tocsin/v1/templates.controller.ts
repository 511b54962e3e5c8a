import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TemplateError } from '../../../template/engine/template-error.js';
import type { TemplateData } from '../../../template/notification-data.js';
import { Engine, type NotifiableGroup } from '../../engine.js';
import { sendJson } from '../../v2/send-json.js';
import { chooseGroup, describeGroup } from './choose-group.js';
import { Problem } from './problem.js';
import { readTemplateRequest, type TemplateRequest, type TemplateSubject } from './template-request.js';

@Controller('api/tocsin/v1/templates')
export class TemplatesController {
  constructor(private readonly engine: Engine) {}

  /** Renders a template over a group as it is, as it was, or over data that is given, and changes nothing. */
  @Post('render')
  render(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asked = readTemplateRequest(request.body, this.engine.matcherMode);
    const { data, group } = this.#subject(asked.subject);
    const output = this.#render(asked, data);
    reply.code(200);
    sendJson(reply, JSON.stringify({ output, ...(group === undefined ? {} : { group: describeGroup(group) }) }));
  }

  #subject(subject: TemplateSubject): { readonly data: TemplateData; readonly group?: NotifiableGroup } {
    if (subject.kind === 'data') return { data: subject.data };
    const { choice, atMs } = subject;
    const running = this.engine.current();
    const group = chooseGroup(atMs === undefined ? running.groups() : before(running.flushes(), atMs), choice);
    return { data: group.notification(), group };
  }

  #render({ template, type }: TemplateRequest, data: TemplateData): string {
    const { templates } = this.engine.current();
    const source = 'text' in template ? template.text : this.#named(template.name);
    try {
      return type === 'text' ? templates.text(source, data) : templates.html(source, data);
    } catch (error) {
      if (error instanceof TemplateError) throw problemOf(error);
      throw error;
    }
  }

  #named(name: string): string {
    const { names } = this.engine.current().templates;
    if (names.includes(name)) return `{{ template ${JSON.stringify(name)} . }}`;
    throw new Problem(404, 'no such template', `template ${JSON.stringify(name)} is not defined`, { names });
  }
}

function* before(flushes: Iterable<NotifiableGroup>, atMs: number): Generator<NotifiableGroup> {
  for (const flush of flushes) if ((flush.flushedAtMs ?? 0) <= atMs) yield flush;
}

/** Lines and columns count from 1; columns are bytes. */
function problemOf({ kind, message, line, column }: TemplateError): Problem {
  const place = { ...(line > 0 && { line }), ...(column >= 0 && { column: column + 1 }) };
  return new Problem(422, 'template failed', message, { stage: kind, ...place });
}
