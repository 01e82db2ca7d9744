import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** The page at /api/docs and the document at /api/openapi.json, made when first asked for. */
export function serveOpenApi(app: NestFastifyApplication, title: string, withToken: boolean): void {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion('0.1.0')
    .setDescription(
      '错误一律按 RFC 9457 返回（application/problem+json），默认中文，`Accept-Language: en` 为英文。' +
        'Errors are problem details (RFC 9457), in Chinese unless `Accept-Language` prefers English.',
    );
  if (withToken) builder.addBearerAuth().addSecurityRequirements('bearer');
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, builder.build()), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: title,
  });
}
