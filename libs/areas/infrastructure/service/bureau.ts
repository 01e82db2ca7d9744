import { freeText, personName, remark, type BureauDef } from '@jiedui/bureau';
import { area } from '@jiedui/infrastructure-contract';
import { facility, productionProject } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const sited = { place: freeText({ zh: '地点', en: 'Place' }, 200)(), ...noted };
const built = { contractor: freeText({ zh: '施工单位', en: 'Contractor' }, 100)(), ...noted };
const inspected = {
  inspector: { ...personName(), zh: '验收人', en: 'Inspector' },
  ...noted,
};

/** The development and reform commission: the village's twelve items, and what production needs. */
export const infrastructureBureau: BureauDef = {
  area,
  kinds: { facility, 'production-project': productionProject },
  rules,
  commands: {
    PlanFacility: { zh: '项目立项', en: 'Plan a facility', emits: 'FacilityPlanned', personal: sited },
    StartFacility: { zh: '登记开工', en: 'Start a facility', emits: 'FacilityStarted', personal: built },
    CompleteFacility: {
      zh: '登记完工',
      en: 'Complete a facility',
      emits: 'FacilityCompleted',
      personal: noted,
    },
    AcceptFacility: {
      zh: '验收合格',
      en: 'Accept a facility',
      emits: 'FacilityAccepted',
      personal: inspected,
    },
    RevokeFacility: {
      zh: '撤销验收',
      en: 'Revoke the acceptance of a facility',
      emits: 'FacilityRevoked',
      personal: inspected,
    },
    PlanProductionProject: {
      zh: '生产性项目立项',
      en: 'Plan a production project',
      emits: 'ProductionProjectPlanned',
      personal: sited,
    },
    StartProductionProject: {
      zh: '生产性项目开工',
      en: 'Start a production project',
      emits: 'ProductionProjectStarted',
      personal: built,
    },
    CompleteProductionProject: {
      zh: '生产性项目完工',
      en: 'Complete a production project',
      emits: 'ProductionProjectCompleted',
      personal: noted,
    },
    InvestInProductionProject: {
      zh: '登记生产性投入',
      en: 'Invest in a production project',
      emits: 'ProductionInvestmentMade',
      personal: noted,
    },
  },
};
