# One image for all: every service, and every tool of operations, is a bundle of its own in /app/dist, and
# `docker run jiedui housing/main.mjs` runs that one. The packages are nine tenths of the image and the same for
# each, so that images of their own would be built, scanned and kept a dozen times for nothing.
ARG NODE=node:24.21.0-bookworm-slim

# What runs: no typings, maps and manuals.
FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --workspaces=false --omit=dev --omit=optional --ignore-scripts \
 && find node_modules -type f -regextype egrep -regex '.*\.([cm]?ts|map|md|markdown)' -delete

# What npm asks of the sources, so that they may change without another installation.
FROM ${NODE} AS manifests
WORKDIR /app
COPY . .
RUN find apps libs tools ! -type d ! -name package.json -delete && find apps libs tools -type d -empty -delete

FROM ${NODE} AS bundles
WORKDIR /app
COPY --from=manifests /app .
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
RUN node tools/build.mjs $(ls apps) backup dead-letters provision rebuild recover && find dist -name sources.json -delete

FROM ${NODE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Jiedui 结对" \
      org.opencontainers.image.description="Progress of paired villages, from the events of ten bureaus" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production NODE_OPTIONS="--enable-source-maps --max-semi-space-size=32" HOST=0.0.0.0 PORT=8080 JIEDUI_DATA=/data
RUN mkdir -m 700 /data && chown 1000:1000 /data
COPY --from=packages /app/node_modules /app/node_modules
COPY --from=bundles /app/dist /app/dist
WORKDIR /app/dist
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=300s --retries=3 CMD ["node", "-e", \
  "require('http').get(`http://127.0.0.1:${process.env.PORT}/health/ready`, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["platform/main.mjs"]
