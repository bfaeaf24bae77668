declare module 'black-scholes' {
  export function blackScholes(
    spot: number,
    strike: number,
    years: number,
    volatility: number,
    rate: number,
    kind: string,
  ): number;
}

declare module 'greeks' {
  type Greek = (spot: number, strike: number, years: number, volatility: number, rate: number, kind?: string) => number;
  export const getDelta: Greek;
  export const getGamma: Greek;
  export const getVega: Greek;
  export const getTheta: Greek;
  export const getRho: Greek;
}
