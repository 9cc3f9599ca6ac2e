import type { JsonRecord } from '../json.ts';
import type { SessionCall, SessionTool, SessionTurn } from './claudeCodeSession.ts';
import { otlpAttributes, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';

/**
 * Spans of a session. A request is known by its first API message: a session that is resumed in another
 * file holds copies of what came before, and these are duplicates.
 */
export function claudeCodeRequest(first: string, { startNs, endNs }: SessionTurn): JsonRecord {
  return {
    traceId: traceIdText(first),
    spanId: requestId(first),
    name: 'claude-code',
    startTimeUnixNano: startNs,
    endTimeUnixNano: endNs,
    attributes: otlpAttributes({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'claude-code',
    }),
  };
}

export function claudeCodeCall(first: string, id: string, call: SessionCall): JsonRecord {
  const { input, output, cached, written } = call.usage;
  return {
    traceId: traceIdText(first),
    spanId: spanIdText(`call ${id}`),
    parentSpanId: call.tool === null ? requestId(first) : toolId(call.tool),
    name: `chat ${call.model ?? ''}`,
    startTimeUnixNano: call.startNs,
    endTimeUnixNano: call.endNs,
    attributes: otlpAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.agent.name': call.isOwn ? 'claude-code' : null,
      'gen_ai.response.model': call.model,
      'gen_ai.usage.input_tokens': input === null ? null : input + (cached ?? 0) + (written ?? 0),
      'gen_ai.usage.output_tokens': output,
      'gen_ai.usage.cache_read.input_tokens': cached,
      'gen_ai.usage.cache_creation.input_tokens': written,
    }),
  };
}

export function claudeCodeTool(first: string, id: string, tool: SessionTool): JsonRecord {
  return {
    traceId: traceIdText(first),
    spanId: toolId(id),
    parentSpanId: tool.tool === null ? requestId(first) : toolId(tool.tool),
    name: `execute_tool ${tool.name}`,
    startTimeUnixNano: tool.startNs,
    endTimeUnixNano: tool.endNs,
    attributes: otlpAttributes({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool.name,
      'gen_ai.agent.name': tool.subagent,
    }),
    status: otlpStatus(tool.failed),
  };
}

function requestId(first: string): string | null {
  return spanIdText(`turn ${first}`);
}

function toolId(id: string): string | null {
  return spanIdText(`tool ${id}`);
}
