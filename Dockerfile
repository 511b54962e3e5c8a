FROM node:20-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY ui/package.json ui/
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY bin bin
COPY scripts scripts
COPY src src
COPY ui ui
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
COPY --from=build /src/package.json /app/package.json
COPY --from=build /src/node_modules /app/node_modules
COPY --from=build /src/dist /app/dist
COPY --from=build /src/bin /app/bin
COPY config/alertmanager.yml /etc/alertmanager/alertmanager.yml
# The same paths, port and user as Alertmanager's image; started with arguments alone.
RUN mkdir -p /alertmanager && chown -R 65534:65534 /etc/alertmanager /alertmanager \
 && ln -s /app/bin/tocsin /bin/tocsin && ln -s /app/bin/tocsin /bin/alertmanager && ln -s /app/bin/amtool /bin/amtool
ENV NODE_ENV=production
USER 65534:65534
EXPOSE 9093
VOLUME ["/alertmanager"]
WORKDIR /alertmanager
ENTRYPOINT ["/bin/tocsin"]
CMD ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"]
