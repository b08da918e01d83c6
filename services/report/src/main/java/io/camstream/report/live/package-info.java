/** The web server of the report service: pages, events, uploads and replays. */
package io.camstream.report.live;
