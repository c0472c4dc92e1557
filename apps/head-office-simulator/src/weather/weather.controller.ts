import { type WeatherReport, type WeatherSwitch, weatherOrder } from '@encaisse/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { parsed } from '../http/answer.js';
import { ApiKeyGuard } from '../http/api-key.guard.js';
import { Weather } from './weather.js';

const weatherPath = z.object({ weatherId: z.uuid() });

/** Switches the weather of the exchange contract; the back office itself always has it fine. */
@Controller('back-office/v1/weather')
@UseGuards(ApiKeyGuard)
export class WeatherController {
  constructor(private readonly weather: Weather) {}

  @Get()
  report(): WeatherReport {
    return this.weather.report();
  }

  @Post()
  @HttpCode(201)
  order(@Body() body: unknown): WeatherSwitch {
    return this.weather.order(parsed(weatherOrder, body));
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.weather.clear();
  }

  @Delete(':weatherId')
  @HttpCode(204)
  clearOne(@Param() path: unknown): void {
    this.weather.clear(parsed(weatherPath, path).weatherId);
  }
}
