import { Controller, Get, Header } from '@nestjs/common';
import { INDEX_PAGE } from './index-page.js';

@Controller()
export class IndexController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-cache, no-store, must-revalidate')
  @Header('Pragma', 'no-cache')
  @Header('Expires', '0')
  get(): string {
    return INDEX_PAGE;
  }
}
