"""Spanish: what pupils and guardians read. Words for staff stay in English until a school translates them."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "date.pattern": "{weekday} {day} de {month} de {year}",
    "date.weekdays": "lun mar mié jue vie sáb dom",
    "date.months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "role.mentor": "mentor o mentora",
    "role.mentee": "alumno o alumna con mentor",
    "role.partner": "compañero o compañera",
    "link.concern": "¿Te preocupa alguien? Cuéntanoslo",
    "link.leave": "Dejar el programa",
    "link.apply": "Cambiar tus respuestas",
    "mail.questions": "¿Preguntas? Escribe a {whom}.",
    "mail.worried": "¿Te preocupa la seguridad de alguien?",
    "mail.tell": "Cuéntanoslo",
    "mail.stop": "Puedes dejarlo en cualquier momento:",
    "mail.digest": "{first}, y {more} más",
    "link.consent": "Dar su respuesta",
    "applications.received.subject": "Hemos recibido tu solicitud",
    "applications.received.text": "Gracias, {name}. Hemos recibido tu solicitud para ser {role}. "
    "Lo siguiente: {lead} la lee y recibes una respuesta por correo. "
    "Puedes enviar el formulario otra vez para cambiar algo.",
    "applications.received.why": "Nos enviaste una solicitud para {programme}.",
    "applications.changed.subject": "Hemos recibido tus cambios",
    "applications.changed.text": "Gracias, {name}. Hemos cambiado tu solicitud para ser {role}. "
    "Tus respuestas anteriores ya no cuentan.",
    "applications.changed.why": "Enviaste el formulario otra vez.",
    "applications.attention.subject": "Revisa tu solicitud, por favor",
    "applications.attention.text": "Gracias, {name}. Guardamos todo lo que escribiste para ser {role}, "
    "pero hay que cambiar algo. Envía el formulario otra vez con esto:",
    "applications.attention.why": "Tu solicitud para {programme} aún no está completa.",
    "applications.problem.email": "Tu dirección de correo «{email}» no parece correcta.",
    "applications.problem.email_taken": "Otra persona del alumnado ya usa la dirección «{email}».",
    "applications.problem.domain": "Usa tu correo de la escuela. Termina en: {domains}.",
    "applications.problem.name": "Escribe tu nombre completo.",
    "applications.problem.grade_missing": "Escribe tu curso con un número.",
    "applications.problem.grade": "El curso {grade} no puede apuntarse aquí. Es para los cursos {grades}.",
    "applications.problem.slots_unknown": "No conocemos estos horarios: {slots}. Elige de la lista.",
    "applications.problem.slots_few": "Elige al menos {least} horarios en los que puedas.",
    "applications.problem.guardian": "Escribe el correo de tu madre, padre o tutor legal.",
    "applications.problem.guardian_own": "Escribe el correo de tu madre, padre o tutor legal, no el tuyo.",
    "applications.problem.guardian_pupil": "El correo que diste de tu madre, padre o tutor es de un alumno o alumna.",
    "applications.accepted.subject": "Tu solicitud está aceptada",
    "applications.accepted.text": "Buenas noticias, {name}: te hemos aceptado como {role}. "
    "Te avisamos cuando el siguiente paso esté listo. Ahora no tienes que hacer nada.",
    "applications.accepted.why": "La escuela decidió sobre tu solicitud para {programme}.",
    "applications.waiting.subject": "Estás en la lista de espera",
    "applications.waiting.text": "Gracias por apuntarte, {name}. Todas las plazas para ser {role} están ocupadas. "
    "Estás en la lista de espera y te escribimos cuando haya una plaza libre.",
    "applications.waiting.why": "La escuela decidió sobre tu solicitud para {programme}.",
    "applications.declined.subject": "Sobre tu solicitud",
    "applications.declined.text": "Gracias por apuntarte, {name}. Esta vez no podemos ofrecerte una plaza como {role}. "
    "Eso no dice nada de ti como persona, y hacía falta valor para pedirlo. "
    "Hay otras formas de ayudar: recibir a quienes llegan nuevos, ayudar en un acto del programa o apuntarte más "
    "adelante. {lead} habla contigo con gusto.",
    "applications.declined.why": "La escuela decidió sobre tu solicitud para {programme}.",
    "applications.words": "{lead} añade: {note}",
    "consent.request.subject": "Decida, por favor: ¿puede participar {name}?",
    "consent.request.text": "{name} quiere participar en {programme}, donde el alumnado se ayuda en la escuela. "
    "Nada empieza sin su permiso. Puede decir que no y cambiar de opinión cuando quiera. Su hijo o hija podría:",
    "consent.request.why": "La escuela le tiene como madre, padre o tutor legal de {name}.",
    "consent.renewal.subject": "Decida otra vez, por favor: ¿puede seguir {name}?",
    "consent.renewal.text": "Su permiso para que {name} participe en {programme} termina el {day}. "
    "Si {name} puede seguir, dígalo otra vez. Su hijo o hija seguiría así:",
    "consent.renewal.why": "Usted ya dio permiso para {name}.",
    "consent.reminder.subject": "Aún nos falta su respuesta sobre {name}",
    "consent.reminder.text": "Todavía no tenemos su respuesta. {name} solo puede participar con su permiso. "
    "Se tarda un minuto. Un no también vale. Su hijo o hija podría:",
    "consent.reminder.why": "Le preguntamos por {name} y aún no hay respuesta.",
    "consent.goal": "El objetivo: {goal}",
    "consent.kept": "Guardamos su respuesta {days} días y la usamos solo para este programa.",
    "consent.yes.subject": "Gracias: {name} puede participar",
    "consent.yes.text": "Usted permite que {name} participe en {programme}. Su respuesta vale hasta el {day}. "
    "Si cambia de opinión, use el mismo enlace. Entonces todo se para al momento.",
    "consent.yes.why": "Usted respondió a la pregunta sobre {name}.",
    "consent.no.subject": "{name} no participa",
    "consent.no.text": "Hemos anotado que no da permiso. {name} no participa. "
    "Se para todo lo previsto. Si cambia de opinión, use el mismo enlace.",
    "consent.no.why": "Usted respondió a la pregunta sobre {name}.",
    "consent.stale.subject": "Use este enlace más nuevo para {name}",
    "consent.stale.text": "Gracias por su respuesta. Llegó por un enlace antiguo y por eso aún no cuenta. "
    "Responda una vez más aquí:",
    "consent.stale.why": "Usted respondió a la pregunta sobre {name}.",
    "consent.left.subject": "{name} ha dejado el programa",
    "consent.left.text": "{name} ha dejado {programme}. Su permiso ha terminado. No tiene que hacer nada.",
    "consent.left.why": "Le habíamos pedido permiso para {name}.",
    "people.left.subject": "Has dejado el programa",
    "people.left.text": "{name}, has dejado {programme}. Tus encuentros quedan anulados y dejamos de escribirte. "
    "Gracias por participar. Si algún día quieres volver, apúntate otra vez.",
    "people.left.why": "Tú, o la escuela por ti, elegiste dejarlo.",
    "training.invite.subject": "Tu formación de mentor o mentora",
    "training.invite.text": "{name}, antes de empezar completas estos temas. {lead} te dice cuándo y dónde:",
    "training.invite.why": "Te hemos aceptado como mentor o mentora.",
    "training.complete.subject": "Tu formación está completa",
    "training.complete.text": "Muy bien, {name}. Has completado todos los temas de la formación. "
    "Te escribimos cuando tengas pareja.",
    "training.complete.why": "La escuela anotó que completaste tu formación.",
}
